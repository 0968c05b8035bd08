/* Tensors and metadata at rest. */
#include "core/model/state.h"

#include "core/base/error.h"

static gboolean
add (InkState *state, const char *name, guint n_dims, const gsize *shape,
     gsize size, GError **error)
{
  g_autofree guint8 *bytes = g_malloc0 (size);

  return ink_state_add (state, name, INK_DTYPE_F32, n_dims, shape,
                        g_bytes_new (bytes, size), error);
}

static void
check_add (const char *name, guint n_dims, const gsize *shape, gsize size,
           InkError code)
{
  g_autoptr (InkState) state = ink_state_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (add (state, "there", 1, (gsize[]) { 1 }, 4, NULL));
  g_assert_false (add (state, name, n_dims, shape, size, &error));
  g_assert_error (error, INK_ERROR, (int) code);
  g_assert_cmpuint (ink_state_n_tensors (state), ==, 1);
}

static void
test_add (void)
{
  g_autoptr (InkState) state = ink_state_new ();
  const InkStateTensor *tensor;

  g_assert_true (add (state, "b", 2, (gsize[]) { 2, 3 }, 24, NULL));
  g_assert_true (add (state, "a", 0, NULL, 4, NULL));
  g_assert_true (add (state, "none", 2, (gsize[]) { 0, 9 }, 0, NULL));
  tensor = ink_state_tensor (state, 0);
  g_assert_cmpstr (tensor->name, ==, "b");
  g_assert_cmpuint (tensor->n_dims, ==, 2);
  g_assert_cmpuint (tensor->shape[1], ==, 3);
  g_assert_true (ink_state_find (state, "a") == ink_state_tensor (state, 1));
  g_assert_null (ink_state_find (state, "c"));
}

static void
test_add_errors (void)
{
  const gsize huge[] = { G_MAXSIZE / 2, 3 };
  const gsize wide[] = { G_MAXSIZE / 2 };
  const gsize many[] = { 1, 1, 1, 1, 1 };

  check_add ("there", 1, (gsize[]) { 1 }, 4, INK_ERROR_FORMAT);
  check_add ("__metadata__", 1, (gsize[]) { 1 }, 4, INK_ERROR_FORMAT);
  check_add ("\xff", 1, (gsize[]) { 1 }, 4, INK_ERROR_FORMAT);
  check_add ("x", 1, (gsize[]) { 2 }, 4, INK_ERROR_MISMATCH);
  check_add ("x", 2, huge, 4, INK_ERROR_LIMIT);
  check_add ("x", 1, wide, 4, INK_ERROR_LIMIT);
  check_add ("x", 5, many, 4, INK_ERROR_LIMIT);
}

static void
check_require (const InkState *state, const char *name, InkDtype dtype,
               guint n_dims, const gsize *shape, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      ink_state_require (state, name, dtype, n_dims, shape, &error));
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_require (void)
{
  g_autoptr (InkState) state = ink_state_new ();
  const gsize exact[] = { 2, 3 };
  const gsize any[] = { 2, 0 };
  const gsize other[] = { 3, 0 };

  g_assert_true (add (state, "w", 2, exact, 24, NULL));
  g_assert_nonnull (
      ink_state_require (state, "w", INK_DTYPE_F32, 2, exact, NULL));
  g_assert_nonnull (
      ink_state_require (state, "w", INK_DTYPE_F32, 2, any, NULL));
  check_require (state, "w", INK_DTYPE_F32, 2, other,
                 "tensor `w`: expected F32 [3, any], found F32 [2, 3]");
  check_require (state, "w", INK_DTYPE_F32, 1, exact,
                 "tensor `w`: expected F32 [2], found F32 [2, 3]");
  check_require (state, "w", INK_DTYPE_F64, 2, exact,
                 "tensor `w`: expected F64 [2, 3], found F32 [2, 3]");
  check_require (state, "v", INK_DTYPE_F32, 2, exact,
                 "tensor `v`: expected F32 [2, 3], found no such tensor");
}

static void
test_metadata (void)
{
  g_autoptr (InkState) state = ink_state_new ();
  g_autoptr (GPtrArray) keys = NULL;

  ink_state_set_metadata (state, "z", "1");
  ink_state_set_metadata (state, "a", "bad \xff");
  ink_state_set_metadata (state, "z", "2");
  keys = ink_state_metadata_keys (state);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (keys, 0), ==, "z");
  g_assert_cmpstr (g_ptr_array_index (keys, 1), ==, "a");
  g_assert_cmpstr (ink_state_metadata (state, "z"), ==, "2");
  g_assert_cmpstr (ink_state_metadata (state, "a"), ==, "bad \xef\xbf\xbd");
  g_assert_null (ink_state_metadata (state, "b"));
}

static void
test_dtypes (void)
{
  InkDtype dtype = INK_DTYPE_U8;

  for (int i = INK_DTYPE_F32; i <= INK_DTYPE_F16; i++)
    {
      g_assert_true (ink_dtype_from_name (ink_dtype_name ((InkDtype) i),
                                          &dtype));
      g_assert_cmpint (dtype, ==, i);
    }
  g_assert_false (ink_dtype_from_name ("f32", &dtype));
  g_assert_cmpint (dtype, ==, INK_DTYPE_F16);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/state/add", test_add);
  g_test_add_func ("/core/state/add-errors", test_add_errors);
  g_test_add_func ("/core/state/require", test_require);
  g_test_add_func ("/core/state/metadata", test_metadata);
  g_test_add_func ("/core/state/dtypes", test_dtypes);
  return g_test_run ();
}
