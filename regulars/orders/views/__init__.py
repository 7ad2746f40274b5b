from regulars.orders.views.account_orders import account_orders
from regulars.orders.views.order import order
from regulars.orders.views.story import order_story

__all__ = ["account_orders", "order", "order_story"]
