from django.urls import path

from regulars.lists.views.acts import (
    bulk_act,
    bulk_act_again,
    bulk_act_progress,
    bulk_act_stopped,
    list_acted,
)
from regulars.lists.views.board import list_board, list_board_column, list_board_moved
from regulars.lists.views.columns import list_columns
from regulars.lists.views.condition import list_condition
from regulars.lists.views.counts import list_count, list_counts
from regulars.lists.views.index import lists
from regulars.lists.views.list import list_page
from regulars.lists.views.saved import (
    view_change,
    view_kept,
    view_new,
    view_pinned,
    view_removed,
    view_unpinned,
)

urlpatterns = [
    path("", lists, name="lists"),
    path("views/<int:pk>/change/", view_change, name="view-change"),
    path("views/<int:pk>/kept/", view_kept, name="view-kept"),
    path("views/<int:pk>/removed/", view_removed, name="view-removed"),
    path("views/<int:pk>/pinned/", view_pinned, name="view-pinned"),
    path("views/<int:pk>/unpinned/", view_unpinned, name="view-unpinned"),
    path("acts/<int:pk>/", bulk_act, name="bulk-act"),
    path("acts/<int:pk>/progress/", bulk_act_progress, name="bulk-act-progress"),
    path("acts/<int:pk>/stopped/", bulk_act_stopped, name="bulk-act-stopped"),
    path("acts/<int:pk>/again/", bulk_act_again, name="bulk-act-again"),
    path("<slug:subject>/", list_page, name="list"),
    path("<slug:subject>/board/", list_board, name="list-board"),
    path("<slug:subject>/board/column/", list_board_column, name="list-board-column"),
    path("<slug:subject>/board/moved/", list_board_moved, name="list-board-moved"),
    path("<slug:subject>/condition/", list_condition, name="list-condition"),
    path("<slug:subject>/columns/", list_columns, name="list-columns"),
    path("<slug:subject>/count/", list_count, name="list-count"),
    path("<slug:subject>/counts/", list_counts, name="list-counts"),
    path("<slug:subject>/views/new/", view_new, name="view-new"),
    path("<slug:subject>/acted/", list_acted, name="list-acted"),
]
