/* A trained model of any kind. What the kinds share is here: the names of the
 * classes, the facts and the way to and from rest; the payload belongs to the
 * class alone. Immutable once shared, so that no lock is needed. */
#include "core/model/model.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/json-reader.h"
#include "core/base/json-writer.h"
#include "core/model/registry.h"

struct _InkModel
{
  gatomicrefcount references;
  const InkModelClass *klass;
  gpointer payload;
  GStrv class_names;
  guint n_classes;
  InkState *facts; /* metadata only, for its order */
};

InkModel *
ink_model_new (const InkModelClass *klass, gpointer payload,
               const char *const *class_names)
{
  InkModel *model = g_new0 (InkModel, 1);

  g_atomic_ref_count_init (&model->references);
  model->klass = klass;
  model->payload = payload;
  model->class_names = g_strdupv ((GStrv) class_names);
  model->n_classes = g_strv_length (model->class_names);
  model->facts = ink_state_new ();
  return model;
}

InkModel *
ink_model_ref (InkModel *model)
{
  g_atomic_ref_count_inc (&model->references);
  return model;
}

void
ink_model_unref (InkModel *model)
{
  if (model == NULL || !g_atomic_ref_count_dec (&model->references))
    return;
  model->klass->free (model->payload);
  g_strfreev (model->class_names);
  ink_state_free (model->facts);
  g_free (model);
}

const InkModelClass *
ink_model_class (const InkModel *model)
{
  return model->klass;
}

gconstpointer
ink_model_payload (const InkModel *model)
{
  return model->payload;
}

guint
ink_model_n_classes (const InkModel *model)
{
  return model->n_classes;
}

const char *const *
ink_model_class_names (const InkModel *model)
{
  return (const char *const *) model->class_names;
}

void
ink_model_set_fact (InkModel *model, const char *key, const char *value)
{
  ink_state_set_metadata (model->facts, key, value);
}

void
ink_model_set_integer_fact (InkModel *model, const char *key, guint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  ink_model_set_fact (model, key, text);
}

void
ink_model_set_number_fact (InkModel *model, const char *key, double value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!isfinite (value))
    return;
  ink_json_append_double (text, value);
  ink_model_set_fact (model, key, text->str);
}

const char *
ink_model_fact (const InkModel *model, const char *key)
{
  return ink_state_metadata (model->facts, key);
}

GPtrArray *
ink_model_fact_keys (const InkModel *model)
{
  return ink_state_metadata_keys (model->facts);
}

void
ink_model_predict_images (const InkModel *model, const guint8 *images, gsize n,
                          guint n_threads, double *probabilities)
{
  g_return_if_fail (model->klass->input == INK_INPUT_IMAGE);

  if (n > 0)
    model->klass->predict (model->payload, images, n, n_threads,
                           probabilities);
}

void
ink_model_predict_texts (const InkModel *model, const char *const *texts,
                         gsize n, guint n_threads, double *probabilities)
{
  g_return_if_fail (model->klass->input == INK_INPUT_TEXT);

  if (n > 0)
    model->klass->predict (model->payload, texts, n, n_threads, probabilities);
}

static gboolean
is_own_key (const char *key)
{
  return strcmp (key, "model") == 0 || strcmp (key, "classes") == 0;
}

static void
copy_facts (const InkState *from, InkState *to)
{
  g_autoptr (GPtrArray) keys = ink_state_metadata_keys (from);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      if (!is_own_key (key))
        ink_state_set_metadata (to, key, ink_state_metadata (from, key));
    }
}

static char *
classes_to_json (const InkModel *model)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < model->n_classes; i++)
    {
      g_autofree char *name = g_utf8_make_valid (model->class_names[i], -1);

      g_string_append (json, i > 0 ? ", " : "");
      ink_json_append_string (json, name);
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

InkState *
ink_model_to_state (const InkModel *model, GError **error)
{
  g_autoptr (InkState) state = ink_state_new ();
  g_autofree char *classes = classes_to_json (model);

  ink_state_set_metadata (state, "model", model->klass->name);
  ink_state_set_metadata (state, "classes", classes);
  copy_facts (model->facts, state);
  if (!model->klass->save (model->payload, state, error))
    return NULL;
  return g_steal_pointer (&state);
}

/* The elements of a JSON list of different strings, at most
 * INK_MODEL_MAX_CLASSES. */
static gboolean
take_classes (InkReader *reader, GPtrArray *names, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean more;
  guint n = 0;

  if (!ink_json_expect (reader, '[', "a list of names", error))
    return FALSE;
  for (;;)
    {
      char *name;

      if (!ink_json_next (reader, ']', &n, &more, error))
        return FALSE;
      if (!more)
        return ink_json_expect_end (reader, error);
      if (n > INK_MODEL_MAX_CLASSES)
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "metadata `classes`: expected at most %d, "
                              "found more",
                              INK_MODEL_MAX_CLASSES);
      if (!ink_json_take_string (reader, "a class's name", &name, error))
        return FALSE;
      g_ptr_array_add (names, name);
      if (!g_hash_table_add (seen, name))
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "metadata `classes`: `%s` is there twice", name);
    }
}

static GStrv
parse_classes (const char *json, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  InkReader reader;

  ink_reader_init (&reader, "metadata `classes`", json, strlen (json));
  if (!take_classes (&reader, names, error))
    return NULL;
  if (names->len == 0)
    {
      ink_error_set (error, INK_ERROR_FORMAT,
                     "metadata `classes`: expected at least one, found none");
      return NULL;
    }
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}

static const char *
require_metadata (const InkState *state, const char *key, GError **error)
{
  const char *value = ink_state_metadata (state, key);

  if (value == NULL)
    ink_error_set (error, INK_ERROR_FORMAT,
                   "metadata `%s`: expected one, found none; is this a model "
                   "of Inkling's?",
                   key);
  return value;
}

static void
set_unknown_model (const char *name, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  guint n;
  const InkModelClass *const *models = ink_registry_models (&n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (known, "%s`%s`", i > 0 ? ", " : "",
                            models[i]->name);
  ink_error_set (error, INK_ERROR_NOT_FOUND,
                 "metadata `model`: expected one of %s, found `%s`", known->str,
                 name);
}

InkModel *
ink_model_from_state_as (const InkModelClass *klass, const InkState *state,
                         GError **error)
{
  const char *name = require_metadata (state, "model", error);
  const char *json;
  g_auto (GStrv) classes = NULL;
  gpointer payload;
  InkModel *model;

  if (name == NULL)
    return NULL;
  if (strcmp (name, klass->name) != 0)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "metadata `model`: expected `%s`, found `%s`", klass->name,
                     name);
      return NULL;
    }
  json = require_metadata (state, "classes", error);
  if (json != NULL)
    classes = parse_classes (json, error);
  if (classes == NULL)
    return NULL;
  payload = klass->load (state, g_strv_length (classes), error);
  if (payload == NULL)
    return NULL;
  model = ink_model_new (klass, payload, (const char *const *) classes);
  copy_facts (state, model->facts);
  return model;
}

InkModel *
ink_model_from_state (const InkState *state, GError **error)
{
  const char *name = require_metadata (state, "model", error);
  const InkModelClass *klass;

  if (name == NULL)
    return NULL;
  klass = ink_registry_find (name);
  if (klass == NULL)
    {
      set_unknown_model (name, error);
      return NULL;
    }
  return ink_model_from_state_as (klass, state, error);
}
