/* The rows of My Digits. A row is made once and filled anew whenever another
 * drawing scrolls into it. */
#include "ui/draw/my-digits-list.h"

#include "ui/draw/digit-picture.h"

/* --- What is listed --- */

#define ITEM_TYPE (item_get_type ())
G_DECLARE_FINAL_TYPE (Item, item, ITEM, ITEM, GObject)

struct _Item
{
  GObject parent_instance;
  InkLabelledDigit *digit;
};

G_DEFINE_FINAL_TYPE (Item, item, G_TYPE_OBJECT)

static void
item_finalize (GObject *object)
{
  ink_labelled_digit_free (((Item *) object)->digit);
  G_OBJECT_CLASS (item_parent_class)->finalize (object);
}

static void
item_class_init (ItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = item_finalize;
}

static void
item_init (Item *self)
{
}

/* --- The list --- */

struct _InkMyDigitsList
{
  GtkWidget parent_instance;
  char *folder;
  GListStore *store;
  GtkWidget *child;
};

G_DEFINE_FINAL_TYPE (InkMyDigitsList, ink_my_digits_list, GTK_TYPE_WIDGET)

static guint remove_signal;

/* A row's parts, on its widget. */
typedef struct
{
  GtkPicture *picture;
  GtkLabel *label;
  GtkLabel *read;
  GtkLabel *when;
  GtkWidget *button;
  char *file; /* of the drawing in it */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->file);
  g_free (row);
}

static char *
describe_reading (const InkLabelledDigit *digit)
{
  if (digit->read == NULL)
    return g_strdup (digit->picture ? "a picture" : "a drawing");
  if (digit->model == NULL)
    return g_strdup_printf ("read as %s", digit->read);
  return g_strdup_printf ("read as %s by %s", digit->read, digit->model);
}

static char *
describe_time (const InkLabelledDigit *digit)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (digit->time);

  return when != NULL ? g_date_time_format (when, "%-d %B %Y, %H:%M")
                      : g_strdup ("");
}

static void
show_picture (InkMyDigitsList *self, Row *row, const InkLabelledDigit *digit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint8 pixels[INK_DIGIT_PIXELS];

  if (ink_drawing_folder_read (self->folder, digit, NULL, pixels, &error))
    texture = ink_digit_texture_new (pixels);
  else
    gtk_label_set_text (row->read, error->message);
  gtk_picture_set_paintable (row->picture, GDK_PAINTABLE (texture));
}

static void
bind_cb (InkMyDigitsList *self, GtkListItem *list_item)
{
  Row *row = g_object_get_data (G_OBJECT (gtk_list_item_get_child (list_item)),
                                "ink-row");
  Item *item = gtk_list_item_get_item (list_item);
  const InkLabelledDigit *digit = item->digit;
  g_autofree char *label = g_strdup_printf ("%u", digit->label);
  g_autofree char *reading = describe_reading (digit);
  g_autofree char *when = describe_time (digit);
  g_autofree char *tooltip
      = g_strdup_printf ("Remove this %u", digit->label);

  gtk_label_set_text (row->label, label);
  gtk_label_set_text (row->read, reading);
  gtk_label_set_text (row->when, when);
  gtk_widget_set_tooltip_text (row->button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_picture_set_alternative_text (row->picture, label);
  show_picture (self, row, digit);
  g_free (row->file);
  row->file = g_strdup (digit->file);
}

static void
remove_cb (GtkButton *button, GtkWidget *box)
{
  Row *row = g_object_get_data (G_OBJECT (box), "ink-row");
  GtkWidget *list = gtk_widget_get_ancestor (box, INK_TYPE_MY_DIGITS_LIST);
  g_autofree char *file = g_strdup (row->file); /* the row may be filled anew */

  if (list != NULL && file != NULL)
    g_signal_emit (list, remove_signal, 0, file);
}

static GtkLabel *
add_line (GtkWidget *lines, const char *css_class)
{
  GtkWidget *line = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_ellipsize (GTK_LABEL (line), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (line, css_class);
  gtk_box_append (GTK_BOX (lines), line);
  return GTK_LABEL (line);
}

static GtkWidget *
make_remove_button (GtkWidget *box)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), box);
  return button;
}

static void
setup_cb (InkMyDigitsList *self, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  Row *row = g_new0 (Row, 1);

  gtk_widget_set_size_request (picture, INK_DIGIT_PICTURE_SIDE,
                               INK_DIGIT_PICTURE_SIDE);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "ink-figure");
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (lines, TRUE);
  row->picture = GTK_PICTURE (picture);
  row->label = GTK_LABEL (label);
  row->read = add_line (lines, "body");
  row->when = add_line (lines, "dim-label");
  row->button = make_remove_button (box);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), row->button);
  gtk_widget_add_css_class (box, "ink-digit-row");
  g_object_set_data_full (G_OBJECT (box), "ink-row", row, row_free);
  gtk_list_item_set_child (list_item, box);
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
ink_my_digits_list_dispose (GObject *object)
{
  InkMyDigitsList *self = INK_MY_DIGITS_LIST (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->store);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (ink_my_digits_list_parent_class)->dispose (object);
}

static void
ink_my_digits_list_class_init (InkMyDigitsListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_my_digits_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  remove_signal
      = g_signal_new ("remove", INK_TYPE_MY_DIGITS_LIST, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ink_my_digits_list_init (InkMyDigitsList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *view;

  self->store = g_list_store_new (ITEM_TYPE);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self,
                           G_CONNECT_SWAPPED);
  view = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (
          G_LIST_MODEL (g_object_ref (self->store)))),
      factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "My Digits",
                                  -1);
  self->child = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->child),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->child), view);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
}

GtkWidget *
ink_my_digits_list_new (const char *folder)
{
  InkMyDigitsList *self = g_object_new (INK_TYPE_MY_DIGITS_LIST, NULL);

  self->folder = g_strdup (folder);
  return GTK_WIDGET (self);
}

void
ink_my_digits_list_set (InkMyDigitsList *self, const GPtrArray *digits)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (INK_IS_MY_DIGITS_LIST (self));

  for (guint i = digits->len; i > 0; i--)
    {
      Item *item = g_object_new (ITEM_TYPE, NULL);

      item->digit
          = ink_labelled_digit_copy (g_ptr_array_index (digits, i - 1));
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (self->store, 0, ink_my_digits_list_count (self),
                       items->pdata, items->len);
}

guint
ink_my_digits_list_count (InkMyDigitsList *self)
{
  g_return_val_if_fail (INK_IS_MY_DIGITS_LIST (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}
