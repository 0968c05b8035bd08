/* A column view. A row is an object with its cells; cells show the beginning of
 * a text on one line, and all of it (within reason) in a tooltip. Of very many
 * columns the first ones and those that are chosen are shown. */
#include "ui/text/training/preview-table.h"

#include <string.h>

#define MAX_COLUMNS 24
#define CELL_CHARS 400     /* of a text, in a cell */
#define TOOLTIP_CHARS 1200
#define NARROW 140         /* pixels */

/* --- A row --- */

#define INK_TYPE_PREVIEW_ROW (ink_preview_row_get_type ())
G_DECLARE_FINAL_TYPE (InkPreviewRow, ink_preview_row, INK, PREVIEW_ROW,
                      GObject)

struct _InkPreviewRow
{
  GObject parent_instance;
  GStrv cells;
  guint n;
};

G_DEFINE_FINAL_TYPE (InkPreviewRow, ink_preview_row, G_TYPE_OBJECT)

static void
ink_preview_row_finalize (GObject *object)
{
  g_strfreev (INK_PREVIEW_ROW (object)->cells);
  G_OBJECT_CLASS (ink_preview_row_parent_class)->finalize (object);
}

static void
ink_preview_row_class_init (InkPreviewRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ink_preview_row_finalize;
}

static void
ink_preview_row_init (InkPreviewRow *self)
{
}

/* --- The table --- */

struct _InkPreviewTable
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkColumnView *view;
  GListStore *rows;
};

G_DEFINE_FINAL_TYPE (InkPreviewTable, ink_preview_table, GTK_TYPE_WIDGET)

/* The beginning of @text, line breaks as spaces. (transfer full) */
static char *
on_one_line (const char *text)
{
  g_autofree char *start = g_utf8_substring (
      text, 0, MIN (CELL_CHARS, g_utf8_strlen (text, -1)));

  for (char *p = start; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  return g_steal_pointer (&start);
}

static char *
beginning (const char *text)
{
  const glong length = g_utf8_strlen (text, -1);
  g_autofree char *start = NULL;

  if (length <= TOOLTIP_CHARS)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, TOOLTIP_CHARS);
  return g_strconcat (start, "…", NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
         gpointer user_data)
{
  const guint column = GPOINTER_TO_UINT (user_data);
  const InkPreviewRow *row = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = column < row->n ? row->cells[column] : "";
  g_autofree char *line = on_one_line (text);
  g_autofree char *tooltip = beginning (text);

  gtk_label_set_text (GTK_LABEL (label), line);
  gtk_widget_set_tooltip_text (label, tooltip);
}

static void
remove_columns (InkPreviewTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column
          = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static char *
title_of (const InkTextPreview *preview, guint column)
{
  const gboolean folder = preview->columns[0] == NULL;
  const char *name = folder ? (column == 0 ? "class" : "text")
                            : preview->columns[column];

  const char *role = folder ? NULL
                     : (int) column == preview->text_column  ? "text"
                     : (int) column == preview->label_column ? "label"
                                                             : NULL;

  if (role == NULL || strcmp (role, name) == 0)
    return g_strdup (name);
  return g_strdup_printf ("%s (%s)", name, role);
}

static void
add_column (InkPreviewTable *self, const InkTextPreview *preview, guint index)
{
  g_autofree char *title = title_of (preview, index);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;
  const gboolean text = preview->columns[0] == NULL
                            ? index == 1
                            : (int) index == preview->text_column;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb),
                    GUINT_TO_POINTER (index));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, text);
  if (!text)
    gtk_column_view_column_set_fixed_width (column, NARROW);
  gtk_column_view_append_column (self->view, column);
}

static gboolean
is_shown (const InkTextPreview *preview, guint column)
{
  return column < MAX_COLUMNS || (int) column == preview->text_column
         || (int) column == preview->label_column;
}

static void
add_row (InkPreviewTable *self, GStrv cells)
{
  g_autoptr (InkPreviewRow) row = g_object_new (INK_TYPE_PREVIEW_ROW, NULL);

  row->cells = g_strdupv (cells);
  row->n = g_strv_length (cells);
  g_list_store_append (self->rows, row);
}

void
ink_preview_table_show (InkPreviewTable *self, const InkTextPreview *preview)
{
  guint n;

  g_return_if_fail (INK_IS_PREVIEW_TABLE (self));

  g_list_store_remove_all (self->rows);
  remove_columns (self);
  if (preview == NULL)
    return;
  n = preview->columns[0] == NULL ? 2 : g_strv_length (preview->columns);
  for (guint i = 0; i < n; i++)
    if (is_shown (preview, i))
      add_column (self, preview, i);
  for (guint i = 0; i < preview->rows->len; i++)
    add_row (self, g_ptr_array_index (preview->rows, i));
}

guint
ink_preview_table_n_columns (InkPreviewTable *self)
{
  g_return_val_if_fail (INK_IS_PREVIEW_TABLE (self), 0);
  return g_list_model_get_n_items (gtk_column_view_get_columns (self->view));
}

const char *
ink_preview_table_cell (InkPreviewTable *self, guint row, guint column)
{
  g_autoptr (InkPreviewRow) item = NULL;

  g_return_val_if_fail (INK_IS_PREVIEW_TABLE (self), NULL);

  item = g_list_model_get_item (G_LIST_MODEL (self->rows), row);
  return item != NULL && column < item->n ? item->cells[column] : NULL;
}

static void
ink_preview_table_dispose (GObject *object)
{
  InkPreviewTable *self = INK_PREVIEW_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (ink_preview_table_parent_class)->dispose (object);
}

static void
ink_preview_table_class_init (InkPreviewTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_preview_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
ink_preview_table_init (InkPreviewTable *self)
{
  GtkWidget *view;

  self->rows = g_list_store_new (INK_TYPE_PREVIEW_ROW);
  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (
      g_object_ref (G_LIST_MODEL (self->rows)))));
  self->view = GTK_COLUMN_VIEW (view);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (view, "ink-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "First rows",
                                  -1);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), view);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_hexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
ink_preview_table_new (void)
{
  return g_object_new (INK_TYPE_PREVIEW_TABLE, NULL);
}
