/* `inkling-cli info MODEL`: what a model file holds. Any sound safetensors file
 * is described; one that says it is a model of ours must load as one. */
#include <stdio.h>
#include <string.h>

#include "app/cli/command.h"
#include "app/cli/naive-bayes-calibration.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/model/model.h"
#include "core/store/safetensors.h"
#include "core/store/shipped-models.h"

#define MAX_SHOWN 200 /* characters of a metadata value, without --json */

static gboolean json;

static const GOptionEntry entries[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print a JSON object", NULL },
  { 0 },
};

static guint64
count_elements (const InkStateTensor *tensor)
{
  return g_bytes_get_size (tensor->data) / ink_dtype_size (tensor->dtype);
}

static char *
shape_text (const InkStateTensor *tensor)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; i < tensor->n_dims; i++)
    g_string_append_printf (text, "%s%" G_GSIZE_FORMAT, i > 0 ? ", " : "",
                            tensor->shape[i]);
  g_string_append_c (text, ']');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint64
count_parameters (const InkState *state)
{
  guint64 total = 0;

  for (guint i = 0; i < ink_state_n_tensors (state); i++)
    total += count_elements (ink_state_tensor (state, i));
  return total;
}

static void
print_tensors (const InkState *state)
{
  printf ("\n%-28s %-5s %-20s %12s\n", "tensor", "dtype", "shape", "numbers");
  for (guint i = 0; i < ink_state_n_tensors (state); i++)
    {
      const InkStateTensor *tensor = ink_state_tensor (state, i);
      g_autofree char *shape = shape_text (tensor);
      g_autofree char *name = cli_plain (tensor->name);

      printf ("%-28s %-5s %-20s %12" G_GUINT64_FORMAT "\n", name,
              ink_dtype_name (tensor->dtype), shape, count_elements (tensor));
    }
  printf ("%-28s %-5s %-20s %12" G_GUINT64_FORMAT "\n", "all", "", "",
          count_parameters (state));
}

static void
print_metadata (const InkState *state)
{
  g_autoptr (GPtrArray) keys = ink_state_metadata_keys (state);

  if (keys->len > 0)
    printf ("\nmetadata\n");
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const char *value = ink_state_metadata (state, key);
      g_autofree char *cut = g_utf8_substring (
          value, 0, MIN (g_utf8_strlen (value, -1), MAX_SHOWN));
      g_autofree char *shown = cli_plain (cut);
      g_autofree char *name = cli_plain (key);

      printf ("  %-20s %s%s\n", name, shown,
              strlen (shown) < strlen (value) ? "…" : "");
    }
}

/* @model: NULL for a file that is no model of ours */
static void
print_plain (const char *path, const InkState *state, const InkModel *model)
{
  printf ("file         %s\n", path);
  if (model != NULL)
    {
      g_autofree char *names
          = g_strjoinv (", ", (char **) ink_model_class_names (model));
      g_autofree char *classes = cli_plain (names);

      printf ("model        %s (%s)\nclasses      %u: %s\n",
              ink_model_class (model)->name, ink_model_class (model)->title,
              ink_model_n_classes (model), classes);
      cli_calibration_print (model);
    }
  else
    printf ("model        none of Inkling's\n");
  print_tensors (state);
  print_metadata (state);
}

static JsonArray *
tensors_to_json (const InkState *state)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < ink_state_n_tensors (state); i++)
    {
      const InkStateTensor *tensor = ink_state_tensor (state, i);
      JsonObject *one = json_object_new ();
      JsonArray *shape = json_array_new ();

      for (guint d = 0; d < tensor->n_dims; d++)
        json_array_add_int_element (shape, (gint64) tensor->shape[d]);
      cli_json_set_string (one, "name", tensor->name);
      json_object_set_string_member (one, "dtype",
                                     ink_dtype_name (tensor->dtype));
      json_object_set_array_member (one, "shape", shape);
      json_array_add_object_element (list, one);
    }
  return list;
}

static JsonObject *
metadata_to_json (const InkState *state)
{
  g_autoptr (GPtrArray) keys = ink_state_metadata_keys (state);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      cli_json_set_string (object, key, ink_state_metadata (state, key));
    }
  return object;
}

static void
print_json (const char *path, const InkState *state, const InkModel *model)
{
  JsonObject *object = json_object_new ();

  cli_json_set_string (object, "file", path);
  cli_json_set_string (object, "model",
                       model != NULL ? ink_model_class (model)->name : NULL);
  if (model != NULL)
    {
      const char *const *names = ink_model_class_names (model);
      JsonArray *classes = json_array_new ();

      for (guint i = 0; names[i] != NULL; i++)
        json_array_add_string_element (classes, names[i]);
      json_object_set_array_member (object, "classes", classes);
      cli_calibration_to_json (model, object);
    }
  json_object_set_int_member (object, "parameters",
                              (gint64) count_parameters (state));
  json_object_set_array_member (object, "tensors", tensors_to_json (state));
  cli_json_set_object (object, "metadata", metadata_to_json (state));
  cli_print_json (object);
}

static gboolean
describe (char **rest, GError **error)
{
  g_autofree char *path = ink_shipped_models_resolve (rest[0]);
  g_autoptr (InkState) state = ink_safetensors_read (path, error);
  g_autoptr (InkModel) model = NULL;

  if (state == NULL)
    return FALSE;
  if (ink_state_metadata (state, "model") != NULL)
    {
      model = ink_model_from_state (state, error);
      if (model == NULL)
        {
          g_prefix_error (error, "%s: ", path);
          return FALSE;
        }
    }
  if (json)
    print_json (path, state, model);
  else
    print_plain (path, state, model);
  return TRUE;
}

gboolean
cli_info (char **argv, GError **error)
{
  static const char *const names[] = { "MODEL", NULL };
  g_autoptr (GOptionContext) context = cli_options_new (
      "info", "MODEL",
      "Shows what a model file holds: classes, tensors, metadata.\n"
      "MODEL is a safetensors file, or the name of a model that comes with\n"
      "the program.");

  cli_options_add_group (context, "info", "Options of info:", entries);
  return cli_options_run (context, argv, names, FALSE, describe, error);
}
