/* Models of either kind as safetensors files: the model to and from its state,
 * the state to and from the file. What goes wrong inside names the file. */
#include "core/store/checkpoint.h"

#include "core/store/safetensors.h"

InkModel *
ink_checkpoint_load (const char *path, GError **error)
{
  g_autoptr (InkState) state = ink_safetensors_read (path, error);
  InkModel *model;

  if (state == NULL)
    return NULL;
  model = ink_model_from_state (state, error);
  if (model == NULL)
    g_prefix_error (error, "%s: ", path);
  return model;
}

gboolean
ink_checkpoint_save (const InkModel *model, const char *path, GError **error)
{
  g_autoptr (InkState) state = ink_model_to_state (model, error);

  if (state == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  ink_state_set_metadata (state, "version", "inkling " INK_VERSION);
  return ink_safetensors_write (state, path, error);
}
