/* Rows one below the other; those that do not fit are not shown. */
#include "ui/text/word-list.h"

#define LEAST_ROWS 8

struct _InkWordList
{
  GtkWidget parent_instance;
  InkWordRow *rows[INK_WORD_LIST_ROWS];
};

G_DEFINE_FINAL_TYPE (InkWordList, ink_word_list, GTK_TYPE_WIDGET)

static void
ink_word_list_dispose (GObject *object)
{
  InkWordList *self = INK_WORD_LIST (object);

  for (guint i = 0; i < INK_WORD_LIST_ROWS; i++)
    if (self->rows[i] != NULL)
      gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->rows[i])));
  G_OBJECT_CLASS (ink_word_list_parent_class)->dispose (object);
}

static int
row_height (InkWordList *self)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (self->rows[0]), GTK_ORIENTATION_VERTICAL, -1,
                      &height, NULL, NULL, NULL);
  return height;
}

static void
ink_word_list_measure (GtkWidget *widget, GtkOrientation orientation,
                       int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  InkWordList *self = INK_WORD_LIST (widget);

  *minimum_baseline = *natural_baseline = -1;
  gtk_widget_measure (GTK_WIDGET (self->rows[0]), orientation, -1, minimum,
                      natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = LEAST_ROWS * *minimum;
}

static void
ink_word_list_size_allocate (GtkWidget *widget, int width, int height,
                             int baseline)
{
  InkWordList *self = INK_WORD_LIST (widget);
  int each = row_height (self);

  for (int i = 0; i < INK_WORD_LIST_ROWS; i++)
    {
      gboolean fits = (i + 1) * each <= height;

      gtk_widget_set_child_visible (GTK_WIDGET (self->rows[i]), fits);
      if (fits)
        gtk_widget_size_allocate (
            GTK_WIDGET (self->rows[i]),
            &(GtkAllocation) { 0, i * each, width, each }, -1);
    }
}

static void
ink_word_list_class_init (InkWordListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_word_list_dispose;
  widget_class->measure = ink_word_list_measure;
  widget_class->size_allocate = ink_word_list_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "wordlist");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
ink_word_list_init (InkWordList *self)
{
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
ink_word_list_new (guint color)
{
  InkWordList *self = g_object_new (INK_TYPE_WORD_LIST, NULL);

  for (guint i = 0; i < INK_WORD_LIST_ROWS; i++)
    {
      self->rows[i] = INK_WORD_ROW (ink_word_row_new (color));
      gtk_widget_set_parent (GTK_WIDGET (self->rows[i]), GTK_WIDGET (self));
    }
  return GTK_WIDGET (self);
}

InkWordRow *
ink_word_list_get_row (InkWordList *self, guint row)
{
  g_return_val_if_fail (INK_IS_WORD_LIST (self) && row < INK_WORD_LIST_ROWS,
                        NULL);
  return self->rows[row];
}
