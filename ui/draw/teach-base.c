/* The model to teach. Models that are not loaded are looked at only where their
 * title is the right one. */
#include "ui/draw/teach-base.h"

#include "core/base/error.h"
#include "core/train/teach-data.h"

char *
ink_teach_base_name (InkModelEntry *entry)
{
  const InkModel *model = ink_model_entry_get_model (entry);
  const char *title = model != NULL ? ink_model_fact (model, "title") : NULL;

  return g_strdup (title != NULL ? title : ink_model_entry_get_title (entry));
}

static gboolean
is_model (InkModelEntry *entry, const char *hash)
{
  const InkModel *model = ink_model_entry_get_model (entry);
  g_autofree char *own = NULL;

  if (model == NULL || !ink_teach_check_model (model, NULL))
    return FALSE;
  own = ink_teach_model_hash (model);
  return g_strcmp0 (own, hash) == 0;
}

/* (transfer full) (nullable): the entry whose parameters have @hash. */
static InkModelEntry *
find_by_hash (GListModel *entries, const char *hash, const char *title)
{
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (InkModelEntry) entry = g_list_model_get_item (entries, i);

      if (g_strcmp0 (ink_model_entry_get_title (entry), title) == 0)
        ink_model_entry_load (entry, INK_INPUT_IMAGE, NULL);
      if (is_model (entry, hash))
        return g_steal_pointer (&entry);
    }
  return NULL;
}

InkModelEntry *
ink_teach_base_find (InkWorkbench *workbench, GError **error)
{
  InkModelEntry *current = ink_workbench_get_digit_model (workbench);
  const InkModel *model;
  InkModelEntry *base = NULL;

  if (current == NULL)
    {
      ink_error_set (error, INK_ERROR_NOT_FOUND,
                     "There is no model to teach. Train one on MNIST.");
      return NULL;
    }
  model = ink_model_entry_get_model (current);
  if (!ink_teach_check_model (model, error))
    {
      g_prefix_error (error, "%s: ", ink_model_entry_get_title (current));
      return NULL;
    }
  if (ink_teach_n_taught (model) > 0)
    base = find_by_hash (ink_workbench_get_digit_models (workbench),
                         ink_model_fact (model, "base_hash"),
                         ink_model_fact (model, "base"));
  return base != NULL ? base : g_object_ref (current);
}
