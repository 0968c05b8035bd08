/* A comparison as JSON, members in the order a person reads them. */
#include "core/metrics/comparison-json.h"

#include <math.h>

#include "core/base/json-writer.h"

static void
append_key (GString *json, const char *key)
{
  char last = json->str[json->len - 1];

  g_string_append_printf (json, "%s\"%s\": ", last == '{' ? "" : ", ", key);
}

/* null for NULL */
static void
append_string (GString *json, const char *key, const char *value)
{
  g_autofree char *valid
      = value == NULL ? NULL : g_utf8_make_valid (value, -1);

  append_key (json, key);
  if (valid == NULL)
    g_string_append (json, "null");
  else
    ink_json_append_string (json, valid);
}

static void
append_figure (GString *json, const char *key, double value)
{
  append_key (json, key);
  ink_json_append_double (json, value);
}

static void
append_count (GString *json, const char *key, guint64 value)
{
  append_key (json, key);
  g_string_append_printf (json, "%" G_GUINT64_FORMAT, value);
}

static void
append_interval (GString *json, const char *key, double low, double high)
{
  append_key (json, key);
  if (!isfinite (low) || !isfinite (high))
    {
      g_string_append (json, "null");
      return;
    }
  g_string_append_c (json, '[');
  ink_json_append_double (json, low);
  g_string_append (json, ", ");
  ink_json_append_double (json, high);
  g_string_append_c (json, ']');
}

static void
append_counts (GString *json, const InkComparison *c)
{
  append_count (json, "count", c->n);
  append_count (json, "both_right", c->both_right);
  append_count (json, "better", c->better);
  append_count (json, "worse", c->worse);
  append_count (json, "both_wrong", c->both_wrong);
  append_count (json, "otherwise", c->otherwise);
  append_figure (json, "mcnemar_p", c->mcnemar_p);
  append_figure (json, "level", c->options.level);
  append_count (json, "resamples", c->options.n_resamples);
  append_count (json, "seed", c->options.seed);
}

static void
append_estimate (GString *json, const InkComparison *c, InkFigure f)
{
  const char better = ink_comparison_better (c, f);

  append_key (json, ink_figure_key (f));
  g_string_append_c (json, '{');
  append_figure (json, "a", c->a[f].value);
  append_interval (json, "a_interval", c->a[f].low, c->a[f].high);
  append_figure (json, "b", c->b[f].value);
  append_interval (json, "b_interval", c->b[f].low, c->b[f].high);
  append_figure (json, "difference", c->difference[f].value);
  append_interval (json, "difference_interval", c->difference[f].low,
                   c->difference[f].high);
  append_string (json, "better",
                 better == 0 ? NULL : better == 'A' ? "a" : "b");
  g_string_append_c (json, '}');
}

static void
append_class (GString *json, const InkAucComparison *auc, const char *name)
{
  g_string_append_c (json, '{');
  append_string (json, "label", name);
  append_figure (json, "roc_auc_a", auc->a.area);
  append_figure (json, "roc_auc_b", auc->b.area);
  append_figure (json, "difference", auc->difference);
  append_figure (json, "standard_error", auc->standard_error);
  append_interval (json, "difference_interval", auc->low, auc->high);
  append_figure (json, "delong_p", auc->p);
  g_string_append_c (json, '}');
}

char *
ink_comparison_to_json (const InkComparison *comparison, const char *a,
                        const char *b, const char *const *class_names)
{
  g_autofree char *sentence = ink_comparison_sentence (comparison);
  GString *json = g_string_new ("{");

  append_string (json, "a", a);
  append_string (json, "b", b);
  append_string (json, "sentence", sentence);
  append_counts (json, comparison);
  append_key (json, "figures");
  g_string_append_c (json, '{');
  for (guint f = 0; f < INK_N_FIGURES; f++)
    append_estimate (json, comparison, (InkFigure) f);
  g_string_append_c (json, '}');
  append_key (json, "classes");
  g_string_append_c (json, '[');
  for (guint c = 0; c < comparison->n_classes; c++)
    {
      g_string_append (json, c > 0 ? ", " : "");
      append_class (json, &comparison->classes[c], class_names[c]);
    }
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}
