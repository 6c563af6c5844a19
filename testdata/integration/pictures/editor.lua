-- A plain Neovim with gopls-authstatus; F2 lists the quick fixes of the line.
vim.cmd('set number background=dark noruler laststatus=0 shortmess+=I | syntax on')
local id = vim.lsp.start_client({ cmd = { os.getenv('SERVER') }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, id)
vim.keymap.set('n', '<F2>', function()
  local context = { only = { 'quickfix' }, diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
  -- Since 0.8 the context is one of several options.
  vim.lsp.buf.code_action(vim.fn.has('nvim-0.8') == 1 and { context = context } or context)
end)
