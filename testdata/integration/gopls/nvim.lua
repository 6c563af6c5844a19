-- Drives Neovim's own client: nvim --headless --clean -l is not in old
-- versions, so it is loaded with -c luafile. SERVER and FILE are in the
-- environment; what happens is written to RESULT.
local out = {}
local ok, err = pcall(function()
  vim.cmd('edit ' .. os.getenv('FILE'))
  local buf = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({ cmd = { os.getenv('SERVER') }, root_dir = vim.fn.getcwd() })
  vim.lsp.buf_attach_client(buf, id)

  local function ours()
    return vim.tbl_filter(function(d) return d.source == 'authstatus' end, vim.diagnostic.get(buf))
  end
  local function wait(what, n)
    assert(vim.wait(120000, function() return #ours() == n end, 100), what .. ': never ' .. n .. ' findings')
  end

  wait('opened', 1)
  local d = ours()[1]
  out.message, out.code, out.line = d.message, d.code, d.lnum + 1

  -- The quick fixes at the finding, as vim.lsp.buf.code_action() lists them.
  vim.api.nvim_win_set_cursor(0, { d.lnum + 1, d.col })
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(buf, d.lnum), only = { 'quickfix' } }
  local replies = vim.lsp.buf_request_sync(buf, 'textDocument/codeAction', params, 60000)
  out.titles = {}
  local first
  for _, reply in pairs(replies) do
    for _, action in ipairs(reply.result or {}) do
      first = first or action
      table.insert(out.titles, action.title)
    end
  end
  vim.lsp.util.apply_workspace_edit(first.edit, vim.lsp.get_client_by_id(id).offset_encoding)
  wait('mended', 0)
  out.text = table.concat(vim.api.nvim_buf_get_lines(buf, 0, -1, false), '\n') .. '\n'
  vim.cmd('undo')
  wait('undone', 1)
end)
if not ok then out.error = tostring(err) end
local f = io.open(os.getenv('RESULT'), 'w')
f:write(vim.json and vim.json.encode(out) or vim.fn.json_encode(out))
f:close()
vim.cmd('qall!')
