/* Whether a learning curve is wanted, and which. */
#include "ui/cross-validate/learning-curve-row.h"

#include "core/base/error.h"
#include "ui/rows.h"

#define SIZES "10, 20, 40, 70, 100"

struct _InkLearningCurveRow
{
  AdwExpanderRow parent_instance;
  GtkWidget *parts;  /* AdwEntryRow */
  GtkWidget *figure; /* AdwComboRow */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkLearningCurveRow, ink_learning_curve_row,
                     ADW_TYPE_EXPANDER_ROW)

static gboolean
take_part (const char *text, double *fractions, guint i, GError **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  char *end = NULL;
  const double percent = g_ascii_strtod (bare, &end);
  const double before = i > 0 ? 100 * fractions[i - 1] : 0;

  if (end == bare || *end != '\0' || !(percent > before && percent <= 100))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "Sizes of the learning curve: expected growing "
                          "percentages up to 100 as “10, 20, 50, 100”, found "
                          "“%s” as number %u",
                          bare, i + 1);
  fractions[i] = percent / 100;
  return TRUE;
}

gboolean
ink_parse_parts (const char *text, double *fractions, guint *n, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *bare = g_strstrip (g_strdup (text));
  double taken[INK_LEARNING_CURVE_MAX_POINTS];
  guint count;

  g_strdelimit (bare, "%;", ' ');
  words = g_strsplit (g_strstrip (bare), ",", -1);
  count = g_strv_length (words);
  if (count < 1 || count > INK_LEARNING_CURVE_MAX_POINTS)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "Sizes of the learning curve: expected 1 to %d "
                          "percentages, found %u",
                          INK_LEARNING_CURVE_MAX_POINTS, count);
  for (guint i = 0; i < count; i++)
    if (!take_part (words[i], taken, i, error))
      return FALSE;
  for (guint i = 0; i < count; i++)
    fractions[i] = taken[i];
  *n = count;
  return TRUE;
}

static gboolean
is_wanted (InkLearningCurveRow *self)
{
  return adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self));
}

gboolean
ink_learning_curve_row_get (InkLearningCurveRow *self, double *fractions,
                            guint *n, InkFigure *figure, GError **error)
{
  g_return_val_if_fail (INK_IS_LEARNING_CURVE_ROW (self), FALSE);

  *n = 0;
  *figure
      = (InkFigure) adw_combo_row_get_selected (ADW_COMBO_ROW (self->figure));
  return !is_wanted (self)
         || ink_parse_parts (
             gtk_editable_get_text (GTK_EDITABLE (self->parts)), fractions, n,
             error);
}

void
ink_learning_curve_row_set (InkLearningCurveRow *self, const double *fractions,
                            guint n, InkFigure figure)
{
  GString *text = g_string_new (NULL);

  g_return_if_fail (INK_IS_LEARNING_CURVE_ROW (self));

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%g", i > 0 ? ", " : "",
                            100 * fractions[i]);
  if (n > 0)
    gtk_editable_set_text (GTK_EDITABLE (self->parts), text->str);
  g_string_free (text, TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->figure), figure);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), n > 0);
}

static void
changed_cb (InkLearningCurveRow *self)
{
  double fractions[INK_LEARNING_CURVE_MAX_POINTS];
  guint n;
  const gboolean fine = ink_parse_parts (
      gtk_editable_get_text (GTK_EDITABLE (self->parts)), fractions, &n, NULL);

  if (fine)
    gtk_widget_remove_css_class (self->parts, "error");
  else
    gtk_widget_add_css_class (self->parts, "error");
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkStringList *
figure_names (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < INK_N_FIGURES; i++)
    gtk_string_list_take (names,
                          ink_capitalized (ink_figure_name ((InkFigure) i)));
  return names;
}

static void
ink_learning_curve_row_class_init (InkLearningCurveRowClass *klass)
{
  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_LEARNING_CURVE_ROW,
                      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_learning_curve_row_init (InkLearningCurveRow *self)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (self);

  self->parts = adw_entry_row_new ();
  self->figure = ink_combo_row_new ("Figure", "What the curve shows",
                                    figure_names ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 "Learning curve");
  adw_expander_row_set_subtitle (row, "What more examples would bring");
  adw_expander_row_set_show_enable_switch (row, TRUE);
  adw_expander_row_set_enable_expansion (row, FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->parts),
                                 "Sizes, % of what is not held out");
  gtk_editable_set_text (GTK_EDITABLE (self->parts), SIZES);
  adw_expander_row_add_row (row, self->parts);
  adw_expander_row_add_row (row, self->figure);
  g_signal_connect_swapped (self, "notify::enable-expansion",
                            G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->parts, "changed", G_CALLBACK (changed_cb),
                            self);
  g_signal_connect_swapped (self->figure, "notify::selected",
                            G_CALLBACK (changed_cb), self);
}

GtkWidget *
ink_learning_curve_row_new (void)
{
  return g_object_new (INK_TYPE_LEARNING_CURVE_ROW, NULL);
}
