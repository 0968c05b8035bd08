/* One column or two, by the width there is. libadwaita has breakpoints only
 * from 1.4 on, and they cannot tell what the widgets need. */
#include "ui/two-columns.h"

struct _InkTwoColumns
{
  GtkWidget parent_instance;
  int spacing;
  gboolean two;
  GPtrArray *second; /* (element-type GtkWidget): those of column 1 */
};

G_DEFINE_FINAL_TYPE (InkTwoColumns, ink_two_columns, GTK_TYPE_WIDGET)

/* Of the widest; a hidden one has no width. */
static int
child_width (InkTwoColumns *self, gboolean want_natural)
{
  int width = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                          &natural, NULL, NULL);
      width = MAX (width, want_natural ? natural : minimum);
    }
  return width;
}

static int
two_width (InkTwoColumns *self)
{
  return 2 * child_width (self, FALSE) + self->spacing;
}

static guint
column_of (InkTwoColumns *self, GtkWidget *child)
{
  return g_ptr_array_find (self->second, child, NULL);
}

/* Goes through all widgets in columns of @width. @place: also gives each its
 * place. Returns: the height of the higher column. */
static int
stack_up (InkTwoColumns *self, int width, gboolean two, gboolean place)
{
  int column_width = two ? (width - self->spacing) / 2 : width;
  int ends[2] = { 0, 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      guint column = two ? column_of (self, child) : 0;
      int height, y;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column_width,
                          &height, NULL, NULL, NULL);
      y = ends[column] > 0 ? ends[column] + self->spacing : 0;
      if (place)
        gtk_widget_size_allocate (
            child,
            &(GtkAllocation) { (int) column * (column_width + self->spacing),
                               y, column_width, height },
            -1);
      ends[column] = y + height;
    }
  return MAX (ends[0], ends[1]);
}

static GtkSizeRequestMode
ink_two_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ink_two_columns_measure (GtkWidget *widget, GtkOrientation orientation,
                         int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  InkTwoColumns *self = INK_TWO_COLUMNS (widget);
  int width = MAX (for_size, child_width (self, FALSE));

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = child_width (self, FALSE);
      *natural = child_width (self, TRUE);
    }
  else
    *minimum = *natural
        = stack_up (self, width, width >= two_width (self), FALSE);
}

static void
ink_two_columns_size_allocate (GtkWidget *widget, int width, int height,
                               int baseline)
{
  InkTwoColumns *self = INK_TWO_COLUMNS (widget);

  self->two = width >= two_width (self);
  stack_up (self, width, self->two, TRUE);
}

static void
ink_two_columns_dispose (GObject *object)
{
  InkTwoColumns *self = INK_TWO_COLUMNS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->second, g_ptr_array_unref);
  G_OBJECT_CLASS (ink_two_columns_parent_class)->dispose (object);
}

static void
ink_two_columns_class_init (InkTwoColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_two_columns_dispose;
  widget_class->get_request_mode = ink_two_columns_get_request_mode;
  widget_class->measure = ink_two_columns_measure;
  widget_class->size_allocate = ink_two_columns_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "twocolumns");
}

static void
ink_two_columns_init (InkTwoColumns *self)
{
  self->second = g_ptr_array_new ();
}

GtkWidget *
ink_two_columns_new (int spacing)
{
  InkTwoColumns *self = g_object_new (INK_TYPE_TWO_COLUMNS, NULL);

  self->spacing = spacing;
  return GTK_WIDGET (self);
}

void
ink_two_columns_add (InkTwoColumns *self, GtkWidget *child, guint column)
{
  g_return_if_fail (INK_IS_TWO_COLUMNS (self));

  if (column > 0)
    g_ptr_array_add (self->second, child);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

gboolean
ink_two_columns_get_two (InkTwoColumns *self)
{
  g_return_val_if_fail (INK_IS_TWO_COLUMNS (self), FALSE);

  return self->two;
}
