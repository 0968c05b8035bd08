/* The strongest of many terms: the few that are kept stand in order, and most
 * of the others are turned away by the last of them. */
#include "core/model/naive-bayes.h"

#include "core/model/text-terms-private.h"

void
ink_ranked_terms_add (InkRankedTerm *ranked, guint *n, guint most,
                      guint32 term, double strength)
{
  guint at = *n;

  if (*n == most)
    {
      if (most == 0 || strength <= ranked[most - 1].strength)
        return;
      at--;
    }
  else
    ++*n;
  for (; at > 0 && ranked[at - 1].strength < strength; at--)
    ranked[at] = ranked[at - 1];
  ranked[at] = (InkRankedTerm) { term, strength };
}

char *
ink_naive_bayes_term (const InkNaiveBayes *bayes, guint32 term)
{
  gsize length;
  const char *bytes = ink_vocabulary_term (bayes->vocabulary, term, &length);

  if (bayes->options.hash_features > 0)
    return g_strdup_printf ("#%u", term);
  return g_strndup (bytes, length);
}

static void
clear_strong_token (gpointer data)
{
  g_free (((InkStrongToken *) data)->token);
}

/* What a term of weight 1 adds to the class, against the mean of the others. */
static double
margin (const InkNaiveBayes *bayes, guint class_index, guint32 term,
        double *row)
{
  double sum = 0.0;

  ink_naive_bayes_log_theta (bayes, term, row);
  for (guint c = 0; c < bayes->n_classes; c++)
    if (c != class_index)
      sum += row[c];
  return row[class_index] - sum / MAX (1, bayes->n_classes - 1);
}

GArray *
ink_naive_bayes_strongest (const InkModel *model, guint class_index,
                           gboolean against, guint n)
{
  const InkNaiveBayes *bayes = ink_model_payload (model);
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (InkStrongToken));
  g_autofree double *row = NULL;
  g_autofree InkRankedTerm *ranked = NULL;
  const double sign = against ? -1.0 : 1.0;
  guint n_ranked = 0;

  g_array_set_clear_func (tokens, clear_strong_token);
  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class
                            && class_index < bayes->n_classes,
                        tokens);

  row = g_new (double, bayes->n_classes);
  ranked = g_new (InkRankedTerm, n);
  for (guint32 t = 0; t < bayes->n_terms; t++)
    {
      double weight = sign * margin (bayes, class_index, t, row);

      if (weight > 0.0)
        ink_ranked_terms_add (ranked, &n_ranked, n, t, weight);
    }
  for (guint i = 0; i < n_ranked; i++)
    {
      InkStrongToken token = { ink_naive_bayes_term (bayes, ranked[i].term),
                               sign * ranked[i].strength };

      g_array_append_val (tokens, token);
    }
  return tokens;
}
