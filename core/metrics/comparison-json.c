/* A comparison as JSON, members in the order a person reads them. */
#include "core/metrics/comparison-json.h"

#include "core/base/json-writer.h"

static void
append_counts (GString *json, const InkComparison *c)
{
  ink_json_add_count (json, "count", c->n);
  ink_json_add_count (json, "both_right", c->both_right);
  ink_json_add_count (json, "better", c->better);
  ink_json_add_count (json, "worse", c->worse);
  ink_json_add_count (json, "both_wrong", c->both_wrong);
  ink_json_add_count (json, "otherwise", c->otherwise);
  ink_json_add_double (json, "mcnemar_p", c->mcnemar_p);
  ink_json_add_double (json, "level", c->options.level);
  ink_json_add_count (json, "resamples", c->options.n_resamples);
  ink_json_add_count (json, "seed", c->options.seed);
}

static void
append_estimate (GString *json, const InkComparison *c, InkFigure f)
{
  const char better = ink_comparison_better (c, f);

  ink_json_append_key (json, ink_figure_key (f));
  g_string_append_c (json, '{');
  ink_json_add_double (json, "a", c->a[f].value);
  ink_json_add_interval (json, "a_interval", c->a[f].low, c->a[f].high);
  ink_json_add_double (json, "b", c->b[f].value);
  ink_json_add_interval (json, "b_interval", c->b[f].low, c->b[f].high);
  ink_json_add_double (json, "difference", c->difference[f].value);
  ink_json_add_interval (json, "difference_interval", c->difference[f].low,
                         c->difference[f].high);
  ink_json_add_string (json, "better",
                       better == 0     ? NULL
                       : better == 'A' ? "a"
                                       : "b");
  g_string_append_c (json, '}');
}

static void
append_class (GString *json, const InkAucComparison *auc, const char *name)
{
  g_string_append_c (json, '{');
  ink_json_add_string (json, "label", name);
  ink_json_add_double (json, "roc_auc_a", auc->a.area);
  ink_json_add_double (json, "roc_auc_b", auc->b.area);
  ink_json_add_double (json, "difference", auc->difference);
  ink_json_add_double (json, "standard_error", auc->standard_error);
  ink_json_add_interval (json, "difference_interval", auc->low, auc->high);
  ink_json_add_double (json, "delong_p", auc->p);
  g_string_append_c (json, '}');
}

char *
ink_comparison_to_json (const InkComparison *comparison, const char *a,
                        const char *b, const char *const *class_names)
{
  g_autofree char *sentence = ink_comparison_sentence (comparison);
  GString *json = g_string_new ("{");

  ink_json_add_string (json, "a", a);
  ink_json_add_string (json, "b", b);
  ink_json_add_string (json, "sentence", sentence);
  append_counts (json, comparison);
  ink_json_append_key (json, "figures");
  g_string_append_c (json, '{');
  for (guint f = 0; f < INK_N_FIGURES; f++)
    append_estimate (json, comparison, (InkFigure) f);
  g_string_append_c (json, '}');
  ink_json_append_key (json, "classes");
  g_string_append_c (json, '[');
  for (guint c = 0; c < comparison->n_classes; c++)
    {
      g_string_append (json, c > 0 ? ", " : "");
      append_class (json, &comparison->classes[c], class_names[c]);
    }
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}
