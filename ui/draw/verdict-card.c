/* The verdict, three lines beside one large label. */
#include "ui/draw/verdict-card.h"

#include <string.h>

#include "core/model/verdict.h"

#include "ui/probability-bars.h"

#define MOST_CHARACTERS 8
#define DIGIT_POINTS 54
#define WORD_POINTS 22

struct _InkVerdictCard
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *label;
  GtkLabel *title;
  GtkLabel *odds;
  GtkLabel *time;
  char *summary;
};

G_DEFINE_FINAL_TYPE (InkVerdictCard, ink_verdict_card, GTK_TYPE_WIDGET)

static void
ink_verdict_card_dispose (GObject *object)
{
  InkVerdictCard *self = INK_VERDICT_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->summary, g_free);
  G_OBJECT_CLASS (ink_verdict_card_parent_class)->dispose (object);
}

static void
ink_verdict_card_class_init (InkVerdictCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_verdict_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "verdict");
}

/* A digit large, a number as large as its length allows, a word small. */
static int
points_for (const char *text)
{
  static const int number_points[] = { 54, 54, 54, 44, 36, 32, 27, 24 };
  glong n = g_utf8_strlen (text, -1);
  gboolean is_number = strspn (text, "0123456789") == strlen (text);

  if (n <= 2)
    return DIGIT_POINTS;
  return is_number && n < (glong) G_N_ELEMENTS (number_points)
             ? number_points[n]
             : WORD_POINTS;
}

/* Every change of the label's size would move what is below, so that all sizes
 * get the same height. Of a long number the first digits are shown; it leaves
 * room for what is said of it. */
static void
set_label (InkVerdictCard *self, const char *text)
{
  PangoAttrList *list = pango_attr_list_new ();
  glong n = g_utf8_strlen (text, -1);
  gboolean is_long = n > MOST_CHARACTERS;
  g_autofree char *start
      = g_utf8_substring (text, 0, MIN (n, MOST_CHARACTERS));
  g_autofree char *shown = g_strconcat (start, is_long ? "…" : "", NULL);

  pango_attr_list_insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (
      list, pango_attr_size_new (points_for (text) * PANGO_SCALE));
  gtk_label_set_attributes (self->label, list);
  pango_attr_list_unref (list);
  gtk_label_set_text (self->label, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label),
                               is_long ? text : NULL);
}

static GtkLabel *
add_line (GtkWidget *box, const char *css_class)
{
  GtkWidget *line = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_ellipsize (GTK_LABEL (line), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (line, css_class);
  gtk_widget_add_css_class (line, "numeric");
  gtk_box_append (GTK_BOX (box), line);
  return GTK_LABEL (line);
}

static void
ink_verdict_card_init (InkVerdictCard *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_set_margin_start (self->box, 18);
  gtk_widget_set_margin_end (self->box, 18);
  gtk_widget_set_margin_top (self->box, 4);
  gtk_widget_set_margin_bottom (self->box, 4);
  self->label = GTK_LABEL (label);
  gtk_widget_set_size_request (label, 64, 88);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), label);
  gtk_box_append (GTK_BOX (self->box), lines);
  self->title = add_line (lines, "heading");
  self->odds = add_line (lines, "dim-label");
  self->time = add_line (lines, "dim-label");
  ink_verdict_card_clear (self);
}

GtkWidget *
ink_verdict_card_new (void)
{
  return g_object_new (INK_TYPE_VERDICT_CARD, NULL);
}

static void
set_summary (InkVerdictCard *self, char *summary)
{
  g_free (self->summary);
  self->summary = summary;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
}

static char *
format_time (double seconds)
{
  if (seconds < 1e-3)
    return g_strdup_printf ("read in %.0f µs", seconds * 1e6);
  return g_strdup_printf ("read in %.1f ms", seconds * 1e3);
}

/* What stands in large type: no digit where there is none. */
static const char *
label_of (const InkVerdict *v, const char *const *names)
{
  return v->kind == INK_VERDICT_NOT_A_DIGIT ? "?" : names[v->best];
}

/* (transfer full) */
static char *
summary_of (const InkVerdict *v, const char *const *names, const char *p)
{
  if (v->kind == INK_VERDICT_NOT_A_DIGIT)
    return g_strdup_printf ("Not a digit, closest to %s", names[v->best]);
  return g_strdup_printf ("%s, %s, %s", names[v->best],
                          ink_verdict_name (v->kind), p);
}

/* (transfer full) */
static char *
odds_of (const InkVerdict *v, const char *const *names, const char *p,
         const char *q)
{
  if (v->kind == INK_VERDICT_NOT_A_DIGIT)
    return g_strdup_printf ("closest to %s at %s", names[v->best], p);
  return g_strdup_printf ("%s · runner-up %s at %s", p, names[v->second], q);
}

void
ink_verdict_card_set (InkVerdictCard *self, const InkModel *model,
                      const double *probabilities, double seconds)
{
  const char *const *names;
  g_autofree char *p = NULL;
  g_autofree char *q = NULL;
  g_autofree char *odds = NULL;
  g_autofree char *time = format_time (seconds);
  InkVerdict v;

  g_return_if_fail (INK_IS_VERDICT_CARD (self));

  names = ink_model_class_names (model);
  v = ink_verdict_of_model (model, probabilities);
  p = ink_probability_format (probabilities[v.best]);
  q = ink_probability_format (probabilities[v.second]);
  odds = odds_of (&v, names, p, q);
  set_label (self, label_of (&v, names));
  gtk_label_set_text (self->title, ink_verdict_title (v.kind));
  gtk_label_set_text (self->odds, odds);
  gtk_label_set_text (self->time, time);
  set_summary (self, summary_of (&v, names, p));
}

void
ink_verdict_card_set_number (InkVerdictCard *self, const InkNumber *number,
                             double seconds)
{
  guint least = ink_number_least_sure (number);
  g_autofree char *all = ink_probability_format (number->probability);
  g_autofree char *one
      = ink_probability_format (number->digits[least].probability);
  g_autofree char *cut = ink_probability_format (number->cut_probability);
  g_autofree char *odds = NULL;
  g_autofree char *time = format_time (seconds);

  g_return_if_fail (INK_IS_VERDICT_CARD (self));

  if (number->cut_probability < number->digits[least].probability)
    odds = g_strdup_printf ("%s · cut like this at %s", all, cut);
  else
    odds = g_strdup_printf ("%s · least sure %c at %s", all,
                            number->text[least], one);
  set_label (self, number->text);
  gtk_label_set_text (self->title, number->confident ? "Confident" : "Unsure");
  gtk_label_set_text (self->odds, odds);
  gtk_label_set_text (self->time, time);
  set_summary (self, g_strdup_printf ("%s, %s, %s", number->text,
                                      number->confident ? "confident"
                                                        : "unsure",
                                      all));
}

void
ink_verdict_card_clear (InkVerdictCard *self)
{
  g_return_if_fail (INK_IS_VERDICT_CARD (self));

  set_label (self, "–");
  gtk_label_set_text (self->title, "Nothing to read yet");
  gtk_label_set_text (self->odds, "Draw a digit on the sheet");
  gtk_label_set_text (self->time, "");
  set_summary (self, g_strdup ("Nothing to read yet"));
}

const char *
ink_verdict_card_get_summary (InkVerdictCard *self)
{
  g_return_val_if_fail (INK_IS_VERDICT_CARD (self), NULL);

  return self->summary;
}
