"""Pure drawing: dicts in, text or bytes out. No models, no requests, no translation catalogue."""
