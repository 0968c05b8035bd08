/* What all kinds of models share, with a kind that knows one number. */
#include "core/model/model.h"

#include <string.h>

#include "core/base/error.h"
#include "core/model/registry.h"

static int n_freed;

static gpointer
fake_load (const InkState *state, guint n_classes, GError **error)
{
  const gsize shape[] = { 1 };
  const InkStateTensor *tensor
      = ink_state_require (state, "number", INK_DTYPE_F32, 1, shape, error);

  return tensor == NULL
             ? NULL
             : g_memdup2 (g_bytes_get_data (tensor->data, NULL), 4);
}

static gboolean
fake_save (gconstpointer payload, InkState *state, GError **error)
{
  const gsize shape[] = { 1 };

  ink_state_set_metadata (state, "own", "new");
  return ink_state_add (state, "number", INK_DTYPE_F32, 1, shape,
                        g_bytes_new (payload, 4), error);
}

static void
fake_free (gpointer payload)
{
  n_freed++;
  g_free (payload);
}

static void
fake_predict (gconstpointer payload, gconstpointer inputs, gsize n,
              guint n_threads, double *probabilities)
{
  float number;

  memcpy (&number, payload, 4);
  for (gsize i = 0; i < n; i++)
    probabilities[i] = number + ((const guint8 *) inputs)[i];
}

static const InkModelClass fake_class = {
  .name = "fake",
  .title = "Fake",
  .input = INK_INPUT_IMAGE,
  .load = fake_load,
  .save = fake_save,
  .free = fake_free,
  .predict = fake_predict,
};

static const char *const classes[] = { "one", "tw\"o\"\n", "drei é", NULL };

static InkModel *
make_model (void)
{
  float number = 5;

  return ink_model_new (&fake_class, g_memdup2 (&number, 4), classes);
}

static void
test_references (void)
{
  InkModel *model = make_model ();

  n_freed = 0;
  ink_model_ref (model);
  ink_model_unref (model);
  g_assert_cmpint (n_freed, ==, 0);
  ink_model_unref (model);
  g_assert_cmpint (n_freed, ==, 1);
  ink_model_unref (NULL);
}

static void
test_predict (void)
{
  g_autoptr (InkModel) model = make_model ();
  const guint8 inputs[] = { 1, 2 };
  double found[] = { -1, -1 };

  ink_model_predict_images (model, inputs, 0, 1, found);
  g_assert_cmpfloat (found[0], ==, -1);
  ink_model_predict_images (model, inputs, 2, 1, found);
  g_assert_cmpfloat (found[1], ==, 7);
}

static void
test_round_trip (void)
{
  g_autoptr (InkModel) model = make_model ();
  g_autoptr (InkModel) again = NULL;
  g_autoptr (InkState) state = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GError) error = NULL;

  ink_model_set_fact (model, "seed", "7");
  ink_model_set_fact (model, "model", "another");
  ink_model_set_fact (model, "own", "old");
  state = ink_model_to_state (model, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ink_state_metadata (state, "model"), ==, "fake");
  again = ink_model_from_state_as (&fake_class, state, &error);
  g_assert_no_error (error);
  g_assert_cmpstrv (ink_model_class_names (again), classes);
  g_assert_cmpuint (ink_model_n_classes (again), ==, 3);
  g_assert_true (ink_model_class (again) == &fake_class);
  g_assert_cmpstr (ink_model_fact (again, "seed"), ==, "7");
  g_assert_cmpstr (ink_model_fact (again, "own"), ==, "new");
  g_assert_null (ink_model_fact (again, "classes"));
  keys = ink_model_fact_keys (again);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpmem (ink_model_payload (again), 4, ink_model_payload (model), 4);
}

/* @classes_json: NULL for none */
static void
check_bad_classes (const char *classes_json, InkError code)
{
  g_autoptr (InkModel) model = make_model ();
  g_autoptr (InkState) state = ink_state_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fake_save (ink_model_payload (model), state, NULL));
  ink_state_set_metadata (state, "model", "fake");
  if (classes_json != NULL)
    ink_state_set_metadata (state, "classes", classes_json);
  g_assert_null (ink_model_from_state_as (&fake_class, state, &error));
  g_assert_error (error, INK_ERROR, (int) code);
}

static char *
many_classes (guint n)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, "%s\"%u\"", i > 0 ? "," : "", i);
  return g_string_free (g_string_append_c (json, ']'), FALSE);
}

static void
test_bad_classes (void)
{
  g_autofree char *many = many_classes (INK_MODEL_MAX_CLASSES + 1);
  g_autofree char *nested = g_strnfill (1000000, '[');

  check_bad_classes (NULL, INK_ERROR_FORMAT);
  check_bad_classes ("", INK_ERROR_FORMAT);
  check_bad_classes ("[]", INK_ERROR_FORMAT);
  check_bad_classes ("{\"a\":1}", INK_ERROR_FORMAT);
  check_bad_classes ("[1]", INK_ERROR_FORMAT);
  check_bad_classes ("[\"a\"", INK_ERROR_FORMAT);
  check_bad_classes ("[\"a\"] []", INK_ERROR_FORMAT);
  check_bad_classes ("[\"a\",\"b\",\"a\"]", INK_ERROR_FORMAT);
  check_bad_classes (nested, INK_ERROR_FORMAT);
  check_bad_classes (many, INK_ERROR_LIMIT);
}

static void
test_most_classes (void)
{
  g_autoptr (InkModel) model = make_model ();
  g_autoptr (InkModel) again = NULL;
  g_autoptr (InkState) state = ink_state_new ();
  g_autofree char *json = many_classes (INK_MODEL_MAX_CLASSES);

  g_assert_true (fake_save (ink_model_payload (model), state, NULL));
  ink_state_set_metadata (state, "model", "fake");
  ink_state_set_metadata (state, "classes", json);
  again = ink_model_from_state_as (&fake_class, state, NULL);
  g_assert_cmpuint (ink_model_n_classes (again), ==, INK_MODEL_MAX_CLASSES);
}

static void
test_unknown_model (void)
{
  g_autoptr (InkModel) model = make_model ();
  g_autoptr (InkState) state = ink_model_to_state (model, NULL);
  g_autoptr (InkState) empty = ink_state_new ();
  g_autoptr (GError) error = NULL;
  guint n;
  const InkModelClass *const *models = ink_registry_models (&n);

  g_assert_null (ink_model_from_state (state, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "`fake`"));
  for (guint i = 0; i < n; i++)
    g_assert_nonnull (strstr (error->message, models[i]->name));
  g_clear_error (&error);
  g_assert_null (ink_model_from_state (empty, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
  g_clear_error (&error);
  ink_state_set_metadata (state, "model", "lenet5");
  g_assert_null (ink_model_from_state_as (&fake_class, state, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
}

/* Names are keys on the command line and in files. */
static void
test_registry (void)
{
  guint n;
  const InkModelClass *const *models = ink_registry_models (&n);

  g_assert_cmpuint (n, >=, 2);
  for (guint i = 0; i < n; i++)
    g_assert_true (ink_registry_find (models[i]->name) == models[i]);
  g_assert_null (ink_registry_find ("fake"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/model/references", test_references);
  g_test_add_func ("/core/model/predict", test_predict);
  g_test_add_func ("/core/model/round-trip", test_round_trip);
  g_test_add_func ("/core/model/bad-classes", test_bad_classes);
  g_test_add_func ("/core/model/most-classes", test_most_classes);
  g_test_add_func ("/core/model/unknown-model", test_unknown_model);
  g_test_add_func ("/core/model/registry", test_registry);
  return g_test_run ();
}
