-- A plain Neovim with gopls-authstatus; F2 lists the quick fixes.
vim.cmd('set number background=dark noruler laststatus=0 shortmess+=I | syntax on')
local id = vim.lsp.start_client({ cmd = { os.getenv('SERVER') }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, id)
vim.keymap.set('n', '<F2>', function()
  vim.api.nvim_win_set_cursor(0, { vim.diagnostic.get(0)[1].lnum + 1, 2 })
  local context = { only = { 'quickfix' }, diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
  -- Since 0.8 the context is one of several options.
  vim.lsp.buf.code_action(vim.fn.has('nvim-0.8') == 1 and { context = context } or context)
end)
