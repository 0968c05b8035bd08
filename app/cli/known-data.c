/* Whether a model knows the examples that it is shown. */
#include "app/cli/known-data.h"

#define PARTS "part_hashes"
#define MOST_HASHES 1000 /* that are told apart */

static void
add_words (GPtrArray *words, const char *text)
{
  g_auto (GStrv) found
      = g_strsplit (text == NULL ? "" : text, " ", MOST_HASHES + 1);

  for (guint i = 0; found[i] != NULL && words->len < MOST_HASHES; i++)
    if (*found[i] != '\0')
      g_ptr_array_add (words, g_strdup (found[i]));
}

GStrv
cli_learned_hashes (const InkModel *model)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  add_words (words, ink_model_fact (model, "data_hash"));
  add_words (words, ink_model_fact (model, PARTS));
  g_ptr_array_add (words, NULL);
  return (GStrv) g_ptr_array_steal (words, NULL);
}

void
cli_add_learned_hashes (InkModel *model, GStrv hashes)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *parts = NULL;

  add_words (words, ink_model_fact (model, PARTS));
  for (guint i = 0; hashes[i] != NULL && words->len < MOST_HASHES; i++)
    g_ptr_array_add (words, g_strdup (hashes[i]));
  if (words->len == 0)
    return;
  g_ptr_array_add (words, NULL);
  parts = g_strjoinv (" ", (GStrv) words->pdata);
  ink_model_set_fact (model, PARTS, parts);
}

gboolean
cli_has_learned (const InkModel *model, const char *hash)
{
  g_auto (GStrv) hashes = cli_learned_hashes (model);

  return g_strv_contains ((const char *const *) hashes, hash);
}

gboolean
cli_was_calibrated_on (const InkModel *model, const char *hash)
{
  return g_strcmp0 (ink_model_fact (model, CLI_CALIBRATION_HASH), hash) == 0;
}
