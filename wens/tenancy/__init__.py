"""The second lock: which gemeente is acting, who acts, and the row-level security that enforces it.

Everything that touches the register goes through :func:`wens.tenancy.context.acting`.
"""
