/* Class probabilities as bars. One child a row, so that each is a meter of its
 * own to a screen reader; rows are only made when their number changes, and
 * draw themselves, so that showing new values costs a redraw and no layout.
 * Names and percentages get columns as wide as the widest in them. */
#include "ui/probability-bars.h"

#include <math.h>
#include <string.h>

#include "ui/probability-row-private.h"

/* At most this part of the width is for names. */
#define NAME_SHARE 0.4
#define REST_COLOR 8 /* the palette's grey */

typedef struct
{
  char *label;
  double value; /* NAN for an empty bar */
  guint index;  /* as given */
} Item;

struct _InkProbabilityBars
{
  GtkWidget parent_instance;
  GPtrArray *rows; /* (element-type InkProbabilityRow), borrowed */
  GArray *items;   /* Item, as shown; a last one may be the rest */
  int highlighted; /* index as given */
  int names_width; /* unconstrained */
  int figures_width;
  GByteArray *colors; /* of each class; empty without */
  const char *verb;   /* NULL where none can be chosen */
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkProbabilityBars, ink_probability_bars, GTK_TYPE_WIDGET)

char *
ink_probability_format (double value)
{
  if (value > 0 && value < 0.00005)
    return g_strdup ("< 0.01 %");
  if (value < 1 && value > 0.99995)
    return g_strdup ("> 99.99 %");
  return g_strdup_printf ("%.2f %%", 100 * value);
}

static void
clear_item (gpointer data)
{
  Item *item = data;

  g_free (item->label);
}

static void
ink_probability_bars_dispose (GObject *object)
{
  InkProbabilityBars *self = INK_PROBABILITY_BARS (object);

  while (self->rows->len > 0)
    {
      gtk_widget_unparent (g_ptr_array_index (self->rows, 0));
      g_ptr_array_remove_index (self->rows, 0);
    }
  G_OBJECT_CLASS (ink_probability_bars_parent_class)->dispose (object);
}

static void
ink_probability_bars_finalize (GObject *object)
{
  InkProbabilityBars *self = INK_PROBABILITY_BARS (object);

  g_ptr_array_unref (self->rows);
  g_array_unref (self->items);
  g_byte_array_unref (self->colors);
  G_OBJECT_CLASS (ink_probability_bars_parent_class)->finalize (object);
}

static int
text_width (GtkWidget *widget, const char *text)
{
  g_autoptr (PangoLayout) layout
      = gtk_widget_create_pango_layout (widget, text);
  int width;

  ink_probability_set_bold (layout, TRUE);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* Bold, so that columns stay put when the highlight moves. */
static void
measure_columns (InkProbabilityBars *self)
{
  self->names_width = 0;
  for (guint i = 0; i < self->items->len; i++)
    self->names_width
        = MAX (self->names_width,
               text_width (GTK_WIDGET (self),
                           g_array_index (self->items, Item, i).label));
  self->figures_width
      = MAX (text_width (GTK_WIDGET (self), "100.00 %"),
             text_width (GTK_WIDGET (self), "> 99.99 %"));
}

static void
apply_columns (InkProbabilityBars *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int names = self->names_width;

  if (width > 0)
    names = MIN (names, (int) (width * NAME_SHARE));
  for (guint i = 0; i < self->rows->len; i++)
    {
      InkProbabilityRow *row = g_ptr_array_index (self->rows, i);

      row->name_width = names;
      row->figure_width = self->figures_width;
      pango_layout_set_width (row->name, names * PANGO_SCALE);
    }
}

static void
ink_probability_bars_measure (GtkWidget *widget, GtkOrientation orientation,
                              int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  InkProbabilityBars *self = INK_PROBABILITY_BARS (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  for (guint i = 0; i < self->rows->len; i++)
    {
      int row_minimum, row_natural;

      gtk_widget_measure (g_ptr_array_index (self->rows, i), orientation, -1,
                          &row_minimum, &row_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        {
          *minimum += row_minimum;
          *natural += row_natural;
        }
      else
        {
          *minimum = MAX (*minimum, row_minimum);
          *natural = MAX (*natural, row_natural);
        }
    }
}

static void
ink_probability_bars_size_allocate (GtkWidget *widget, int width, int height,
                                    int baseline)
{
  InkProbabilityBars *self = INK_PROBABILITY_BARS (widget);
  int y = 0;

  apply_columns (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      int row_height;

      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, &row_height, NULL,
                          NULL, NULL);
      gtk_widget_size_allocate (
          row, &(GtkAllocation) { 0, y, width, row_height }, -1);
      y += row_height;
    }
}

static void
ink_probability_bars_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  InkProbabilityBars *self = INK_PROBABILITY_BARS (widget);

  GTK_WIDGET_CLASS (ink_probability_bars_parent_class)
      ->css_changed (widget, change);
  measure_columns (self);
  gtk_widget_queue_resize (widget);
}

static void
ink_probability_bars_class_init (InkProbabilityBarsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ink_probability_bars_dispose;
  object_class->finalize = ink_probability_bars_finalize;
  widget_class->measure = ink_probability_bars_measure;
  widget_class->size_allocate = ink_probability_bars_size_allocate;
  widget_class->css_changed = ink_probability_bars_css_changed;
  gtk_widget_class_set_css_name (widget_class, "probabilities");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CHOSEN]
      = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
ink_probability_bars_init (InkProbabilityBars *self)
{
  self->rows = g_ptr_array_new ();
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->colors = g_byte_array_new ();
  g_array_set_clear_func (self->items, clear_item);
  self->highlighted = -1;
}

GtkWidget *
ink_probability_bars_new (void)
{
  return g_object_new (INK_TYPE_PROBABILITY_BARS, NULL);
}

/* Likeliest first; equals as given; NAN last. */
static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *left = a;
  const Item *right = b;
  double x = isnan (left->value) ? -1 : left->value;
  double y = isnan (right->value) ? -1 : right->value;

  if (x != y)
    return x > y ? -1 : 1;
  return left->index < right->index ? -1 : left->index > right->index;
}

/* Keeps the @max_rows likeliest and sums up the others. */
static void
cut_items (InkProbabilityBars *self, guint max_rows)
{
  guint n = self->items->len;
  Item rest = { .value = NAN, .index = G_MAXUINT };

  g_array_sort (self->items, compare_items);
  for (guint i = max_rows; i < n; i++)
    {
      double value = g_array_index (self->items, Item, i).value;

      if (!isnan (value))
        rest.value = isnan (rest.value) ? value : rest.value + value;
    }
  rest.label = g_strdup_printf ("%u more", n - max_rows);
  g_array_set_size (self->items, max_rows);
  g_array_append_val (self->items, rest);
}

static void
choose (InkProbabilityRow *row)
{
  GtkWidget *bars = gtk_widget_get_parent (GTK_WIDGET (row));

  if (row->index != G_MAXUINT)
    g_signal_emit (bars, signals[CHOSEN], 0, row->index);
}

static gboolean
row_key_cb (InkProbabilityRow *row, guint key)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_space)
    return FALSE;
  choose (row);
  return TRUE;
}

static void
make_choosable (GtkWidget *row)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (click, "released", G_CALLBACK (choose), row);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (row_key_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (row, keys);
  gtk_widget_add_css_class (row, "ink-choosable");
}

static void
fit_rows (InkProbabilityBars *self, guint n)
{
  while (self->rows->len > n)
    {
      gtk_widget_unparent (
          g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  while (self->rows->len < n)
    {
      GtkWidget *row = g_object_new (INK_TYPE_PROBABILITY_ROW, NULL);

      gtk_widget_set_parent (row, GTK_WIDGET (self));
      if (self->verb != NULL)
        make_choosable (row);
      g_ptr_array_add (self->rows, row);
    }
}

/* Whether the rows show other names than the items have. */
static gboolean
names_changed (InkProbabilityBars *self)
{
  if (self->rows->len != self->items->len)
    return TRUE;
  for (guint i = 0; i < self->items->len; i++)
    {
      InkProbabilityRow *row = g_ptr_array_index (self->rows, i);

      if (strcmp (pango_layout_get_text (row->name),
                  g_array_index (self->items, Item, i).label)
          != 0)
        return TRUE;
    }
  return FALSE;
}

static void
show_items (InkProbabilityBars *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);
      InkProbabilityRow *row = g_ptr_array_index (self->rows, i);

      row->index = item->index;
      row->color = item->index < self->colors->len
                       ? self->colors->data[item->index]
                   : self->colors->len > 0 ? REST_COLOR
                                           : -1;
      if (self->verb != NULL)
        ink_probability_row_set_choosable (row, self->verb, item->label);
      ink_probability_row_set (row, item->label, item->value,
                               self->highlighted >= 0
                                   && item->index
                                          == (guint) self->highlighted,
                               item->index == G_MAXUINT);
    }
}

void
ink_probability_bars_set (InkProbabilityBars *self, const char *const *labels,
                          const double *values, guint n, int highlighted,
                          guint max_rows)
{
  guint n_before;
  int names_before;

  g_return_if_fail (INK_IS_PROBABILITY_BARS (self));
  g_return_if_fail (labels != NULL || n == 0);

  n_before = self->rows->len;
  names_before = self->names_width;
  self->highlighted = highlighted;
  g_array_set_size (self->items, 0);
  for (guint i = 0; i < n; i++)
    {
      Item item = { .label = g_strdup (labels[i]),
                    .value = values != NULL ? values[i] : NAN,
                    .index = i };

      g_array_append_val (self->items, item);
    }
  if (max_rows > 0 && n > max_rows)
    cut_items (self, max_rows);
  if (names_changed (self))
    {
      fit_rows (self, self->items->len);
      measure_columns (self);
      apply_columns (self);
    }
  show_items (self);
  if (self->rows->len != n_before || self->names_width != names_before)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
ink_probability_bars_set_colors (InkProbabilityBars *self,
                                 const guint8 *colors, guint n)
{
  g_return_if_fail (INK_IS_PROBABILITY_BARS (self));

  g_byte_array_set_size (self->colors, 0);
  if (colors != NULL)
    g_byte_array_append (self->colors, colors, n);
}

void
ink_probability_bars_set_choosable (InkProbabilityBars *self, const char *verb)
{
  g_return_if_fail (INK_IS_PROBABILITY_BARS (self) && self->rows->len == 0);

  self->verb = verb;
}
