/* Choosing a class. A row a class, and a last row for what is typed where that
 * is none of them. Return takes the first row that is left. */
#include "ui/text/text-class-popover.h"

#include <string.h>

#define MAX_HEIGHT 320
#define NAME_KEY "ink-class"

struct _InkTextClassPopover
{
  GtkPopover parent_instance;
  GtkEntry *entry;
  GtkListBox *list;
  GtkListBoxRow *new_row;
  GtkLabel *new_label;
  GStrv names;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkTextClassPopover, ink_text_class_popover,
                     GTK_TYPE_POPOVER)

/* What is typed, without blanks around it. (transfer full) */
static char *
typed (InkTextClassPopover *self)
{
  return g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static gboolean
contains (const char *name, const char *part)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *wanted = g_utf8_casefold (part, -1);

  return strstr (folded, wanted) != NULL;
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  InkTextClassPopover *self = user_data;
  g_autofree char *text = typed (self);
  const char *name = g_object_get_data (G_OBJECT (row), NAME_KEY);

  if (row == self->new_row)
    return text[0] != '\0'
           && !g_strv_contains ((const char *const *) self->names, text);
  return name != NULL && contains (name, text);
}

static void
typed_cb (InkTextClassPopover *self)
{
  g_autofree char *text = typed (self);
  g_autofree char *label = g_strdup_printf ("New class “%s”", text);

  gtk_label_set_text (self->new_label, label);
  gtk_list_box_invalidate_filter (self->list);
}

static void
choose (InkTextClassPopover *self, GtkListBoxRow *row)
{
  g_autofree char *name
      = row == self->new_row
            ? typed (self)
            : g_strdup (g_object_get_data (G_OBJECT (row), NAME_KEY));

  gtk_popover_popdown (GTK_POPOVER (self));
  if (name != NULL && name[0] != '\0')
    g_signal_emit (self, signals[CHOSEN], 0, name);
}

static GtkListBoxRow *
first_visible (InkTextClassPopover *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));
       row != NULL; row = gtk_widget_get_next_sibling (row))
    if (GTK_IS_LIST_BOX_ROW (row) && gtk_widget_get_child_visible (row))
      return GTK_LIST_BOX_ROW (row);
  return NULL;
}

/* A class of just that name goes before others that hold it. */
static void
activate_cb (InkTextClassPopover *self)
{
  g_autofree char *text = typed (self);
  GtkListBoxRow *row = first_visible (self);

  for (GtkWidget *other = gtk_widget_get_first_child (GTK_WIDGET (self->list));
       other != NULL; other = gtk_widget_get_next_sibling (other))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (other), NAME_KEY), text) == 0)
      row = GTK_LIST_BOX_ROW (other);
  if (row != NULL && text[0] != '\0')
    choose (self, row);
}

static gboolean
key_cb (InkTextClassPopover *self, guint key)
{
  GtkListBoxRow *row = first_visible (self);

  if (key != GDK_KEY_Down || row == NULL)
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
shown_cb (InkTextClassPopover *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static GtkListBoxRow *
add_row (InkTextClassPopover *self, GtkWidget *child)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_list_box_append (self->list, row);
  return GTK_LIST_BOX_ROW (row);
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  return label;
}

static void
add_new_row (InkTextClassPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = make_label ("");

  self->new_label = GTK_LABEL (label);
  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  self->new_row = add_row (self, box);
}

void
ink_text_class_popover_set_classes (InkTextClassPopover *self,
                                    const char *const *names)
{
  GtkWidget *row;

  g_return_if_fail (INK_IS_TEXT_CLASS_POPOVER (self));

  if (self->names != NULL
      && g_strv_equal ((const char *const *) self->names, names))
    return;
  g_strfreev (self->names);
  self->names = g_strdupv ((GStrv) names);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; names[i] != NULL; i++)
    g_object_set_data_full (G_OBJECT (add_row (self, make_label (names[i]))),
                            NAME_KEY, g_strdup (names[i]), g_free);
  add_new_row (self);
  typed_cb (self);
}

static void
ink_text_class_popover_finalize (GObject *object)
{
  g_strfreev (INK_TEXT_CLASS_POPOVER (object)->names);
  G_OBJECT_CLASS (ink_text_class_popover_parent_class)->finalize (object);
}

static void
ink_text_class_popover_class_init (InkTextClassPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ink_text_class_popover_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", INK_TYPE_TEXT_CLASS_POPOVER,
                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
make_list (InkTextClassPopover *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "ink-choice");
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Classes",
                                  -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (choose),
                            self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (
      GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled),
                                 GTK_WIDGET (self->list));
  return scrolled;
}

static void
ink_text_class_popover_init (InkTextClassPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 24);
  gtk_entry_set_placeholder_text (self->entry, "Class, or a new one");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Class, or a new one", -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed_cb),
                            self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb),
                            self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), make_list (self));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "map", G_CALLBACK (shown_cb), NULL);
}

GtkWidget *
ink_text_class_popover_new (void)
{
  return g_object_new (INK_TYPE_TEXT_CLASS_POPOVER, NULL);
}
