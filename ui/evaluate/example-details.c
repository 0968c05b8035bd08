/* The right half of the card of examples. A picture stands beside its bars, a
 * text above them. */
#include "ui/evaluate/example-details.h"

#include "core/data/rasterize.h"
#include "ui/draw/digit-picture.h"
#include "ui/format.h"
#include "ui/probability-bars.h"

#define ENLARGE 6
#define BARS_HEIGHT 110  /* at most, beneath a text */
#define ROW_HEIGHT 22    /* of a bar */
#define MANY_CLASSES 10  /* more are sorted */

struct _InkExampleDetails
{
  GtkBox parent_instance;
  InkExample *example;
  GtkLabel *heading;
  GtkLabel *caption;
  GtkButton *open;
  GtkOrientable *body;
  GtkImage *picture;
  GtkWidget *text_scroller;
  GtkTextView *text;
  GtkWidget *bars_scroller;
  InkProbabilityBars *bars;
};

G_DEFINE_FINAL_TYPE (InkExampleDetails, ink_example_details, GTK_TYPE_BOX)

static void
show_picture (InkExampleDetails *self, const guint8 *pixels)
{
  g_autoptr (GdkTexture) texture = NULL;

  if (pixels != NULL)
    texture = ink_digit_texture_new_enlarged (pixels, ENLARGE);
  gtk_image_set_from_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->picture), pixels != NULL);
}

static void
show_text (InkExampleDetails *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text),
                            text != NULL ? text : "", -1);
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (
          GTK_SCROLLED_WINDOW (self->text_scroller)),
      0);
  gtk_widget_set_visible (self->text_scroller, text != NULL);
}

static void
show_words (InkExampleDetails *self, InkExample *example)
{
  g_autofree char *heading
      = g_strdup_printf ("Truly %s, read as %s",
                         ink_example_get_truth (example),
                         ink_example_get_predicted (example));
  g_autofree char *index = ink_format_count (ink_example_get_index (example));
  g_autofree char *caption = g_strdup_printf (
      "Index %s in %s", index, ink_example_get_data (example));

  gtk_label_set_text (self->heading, heading);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->heading), heading);
  gtk_label_set_text (self->caption, caption);
}

typedef struct
{
  const char *name;
  double probability;
} Class;

static int
by_probability (gconstpointer a, gconstpointer b)
{
  const Class *x = a;
  const Class *y = b;

  return (x->probability < y->probability) - (x->probability > y->probability);
}

/* All of them, the likeliest first. */
static void
show_sorted (InkExampleDetails *self, InkExample *example, guint n)
{
  const char *const *names
      = ink_evaluation_class_names (ink_example_get_evaluation (example));
  const double *probabilities = ink_example_get_probabilities (example);
  g_autofree Class *classes = g_new (Class, n);
  g_autofree const char **sorted_names = g_new (const char *, n);
  g_autofree double *sorted = g_new (double, n);

  for (guint i = 0; i < n; i++)
    classes[i] = (Class) { names[i], probabilities[i] };
  qsort (classes, n, sizeof *classes, by_probability);
  for (guint i = 0; i < n; i++)
    {
      sorted_names[i] = classes[i].name;
      sorted[i] = classes[i].probability;
    }
  ink_probability_bars_set (self->bars, sorted_names, sorted, n, 0, 0);
}

static void
show_bars (InkExampleDetails *self, InkExample *example)
{
  const InkEvaluation *evaluation = ink_example_get_evaluation (example);
  const guint n = ink_evaluation_n_classes (evaluation);
  const gboolean beside = ink_example_get_pixels (example) != NULL;

  if (n > MANY_CLASSES)
    show_sorted (self, example, n);
  else
    ink_probability_bars_set (self->bars,
                              ink_evaluation_class_names (evaluation),
                              ink_example_get_probabilities (example), n,
                              (int) ink_example_get_predicted_index (example),
                              0);
  gtk_widget_set_vexpand (self->bars_scroller, beside);
  gtk_widget_set_size_request (
      self->bars_scroller, -1,
      beside ? -1 : (int) MIN (n * ROW_HEIGHT, BARS_HEIGHT));
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (
          GTK_SCROLLED_WINDOW (self->bars_scroller)),
      0);
}

void
ink_example_details_set (InkExampleDetails *self, InkExample *example)
{
  const guint8 *pixels;

  g_return_if_fail (INK_IS_EXAMPLE_DETAILS (self));

  g_set_object (&self->example, example);
  gtk_widget_set_visible (GTK_WIDGET (self), example != NULL);
  if (example == NULL)
    return;
  pixels = ink_example_get_pixels (example);
  gtk_orientable_set_orientation (self->body,
                                  pixels != NULL
                                      ? GTK_ORIENTATION_HORIZONTAL
                                      : GTK_ORIENTATION_VERTICAL);
  gtk_button_set_label (self->open,
                        pixels != NULL ? "Open in Draw" : "Open in Text");
  show_words (self, example);
  show_picture (self, pixels);
  show_text (self, ink_example_get_text (example));
  show_bars (self, example);
}

void
ink_example_details_open (InkExampleDetails *self)
{
  const guint8 *pixels;

  g_return_if_fail (INK_IS_EXAMPLE_DETAILS (self));

  if (self->example == NULL)
    return;
  pixels = ink_example_get_pixels (self->example);
  if (pixels != NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (self), "win.open-picture", "@ay",
        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, pixels,
                                   INK_DIGIT_PIXELS, 1));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-text", "s",
                                ink_example_get_text (self->example));
}

static void
ink_example_details_dispose (GObject *object)
{
  g_clear_object (&INK_EXAMPLE_DETAILS (object)->example);
  G_OBJECT_CLASS (ink_example_details_parent_class)->dispose (object);
}

static void
ink_example_details_class_init (InkExampleDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_example_details_dispose;
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1); /* what there is */
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static GtkWidget *
make_head (InkExampleDetails *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *open = gtk_button_new ();

  self->heading = make_label ("heading");
  self->caption = make_label ("caption");
  self->open = GTK_BUTTON (open);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->caption));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (open, "clicked",
                            G_CALLBACK (ink_example_details_open), self);
  gtk_box_append (GTK_BOX (head), words);
  gtk_box_append (GTK_BOX (head), open);
  return head;
}

static GtkWidget *
make_scroller (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
make_text (InkExampleDetails *self)
{
  GtkWidget *text = gtk_text_view_new ();

  self->text = GTK_TEXT_VIEW (text);
  gtk_text_view_set_editable (self->text, FALSE);
  gtk_text_view_set_cursor_visible (self->text, FALSE);
  gtk_text_view_set_wrap_mode (self->text, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->text, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "The text",
                                  -1);
  gtk_widget_add_css_class (text, "ink-evidence");
  self->text_scroller = make_scroller (text);
  return self->text_scroller;
}

static GtkWidget *
make_body (InkExampleDetails *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *picture = gtk_image_new ();
  GtkWidget *bars = ink_probability_bars_new ();

  self->body = GTK_ORIENTABLE (body);
  self->picture = GTK_IMAGE (picture);
  self->bars = INK_PROBABILITY_BARS (bars);
  self->bars_scroller = make_scroller (bars);
  gtk_image_set_pixel_size (self->picture, ENLARGE * INK_DIGIT_SIZE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "The picture", -1);
  gtk_widget_set_valign (picture, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (body), picture);
  gtk_box_append (GTK_BOX (body), make_text (self));
  gtk_box_append (GTK_BOX (body), self->bars_scroller);
  gtk_widget_set_vexpand (body, TRUE);
  return body;
}

static void
ink_example_details_init (InkExampleDetails *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_box_append (GTK_BOX (self), make_head (self));
  gtk_box_append (GTK_BOX (self), make_body (self));
}

GtkWidget *
ink_example_details_new (void)
{
  return g_object_new (INK_TYPE_EXAMPLE_DETAILS, NULL);
}
