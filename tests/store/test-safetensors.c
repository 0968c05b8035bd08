/* The safetensors format: what is written, what is read, and that nothing
 * else is. */
#include "core/store/safetensors.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"

static void
add (InkState *state, const char *name, InkDtype dtype, guint n_dims,
     const gsize *shape, const void *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;

  ink_state_add (state, name, dtype, n_dims, shape, g_bytes_new (bytes, size),
                 &error);
  g_assert_no_error (error);
}

/* Bytes before floats, a scalar, an empty one: all that could be laid wrong. */
static InkState *
make_state (void)
{
  InkState *state = ink_state_new ();
  const float weights[] = { 1, -2, 3.5f, 4, 5, 6 };
  const double scalar = 0.25;

  ink_state_set_metadata (state, "model", "te\"st\n é 中");
  ink_state_set_metadata (state, "empty", "");
  add (state, "flags", INK_DTYPE_U8, 1, (gsize[]) { 3 }, "\1\2\3", 3);
  add (state, "fc1.weight", INK_DTYPE_F32, 2, (gsize[]) { 2, 3 }, weights,
       sizeof weights);
  add (state, "scalar", INK_DTYPE_F64, 0, NULL, &scalar, sizeof scalar);
  add (state, "none", INK_DTYPE_U64, 2, (gsize[]) { 0, 4 }, NULL, 0);
  add (state, "half", INK_DTYPE_BF16, 1, (gsize[]) { 1 }, "\0\0", 2);
  return state;
}

static void
assert_same (const InkState *a, const InkState *b)
{
  g_autoptr (GBytes) left = ink_safetensors_serialize (a);
  g_autoptr (GBytes) right = ink_safetensors_serialize (b);

  g_assert_true (g_bytes_equal (left, right));
}

static InkState *
parse_bytes (GBytes *bytes, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return ink_safetensors_parse ("test", data, size, error);
}

static void
test_round_trip (void)
{
  g_autoptr (InkState) state = make_state ();
  g_autoptr (GBytes) bytes = ink_safetensors_serialize (state);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkState) again = parse_bytes (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ink_state_n_tensors (again), ==,
                    ink_state_n_tensors (state));
  for (guint i = 0; i < ink_state_n_tensors (state); i++)
    {
      const InkStateTensor *a = ink_state_tensor (state, i);
      const InkStateTensor *b = ink_state_tensor (again, i);

      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_cmpint (a->dtype, ==, b->dtype);
      g_assert_cmpmem (a->shape, a->n_dims * sizeof (gsize), b->shape,
                       b->n_dims * sizeof (gsize));
      g_assert_true (g_bytes_equal (a->data, b->data));
    }
  g_assert_cmpstr (ink_state_metadata (again, "model"), ==, "te\"st\n é 中");
  g_assert_cmpstr (ink_state_metadata (again, "empty"), ==, "");
  assert_same (state, again);
}

/* Byte for byte what the format's page says, so that others can read it. */
static void
test_layout (void)
{
  static const char header[]
      = "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[4,5]},"
        "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
  g_autoptr (InkState) state = ink_state_new ();
  g_autoptr (GBytes) bytes = NULL;
  const float one = 1;
  const guint8 *data;
  gsize size;

  add (state, "a", INK_DTYPE_U8, 1, (gsize[]) { 1 }, "\7", 1);
  add (state, "b", INK_DTYPE_F32, 1, (gsize[]) { 1 }, &one, 4);
  bytes = ink_safetensors_serialize (state);
  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (size, ==, 8 + 112 + 5);
  g_assert_cmpmem (data, 8, "\x70\0\0\0\0\0\0\0", 8);
  g_assert_cmpmem (data + 8, strlen (header), header, strlen (header));
  for (gsize i = strlen (header); i < 112; i++)
    g_assert_cmpint (data[8 + i], ==, ' ');
  g_assert_cmpmem (data + 120, 5, "\0\0\x80\x3f\7", 5);
}

static void
test_cut (void)
{
  g_autoptr (InkState) state = make_state ();
  g_autoptr (GBytes) bytes = ink_safetensors_serialize (state);
  gsize size = g_bytes_get_size (bytes);

  for (gsize n = 0; n < size; n++)
    {
      /* a copy of its own, so that a read past it is seen */
      g_autofree guint8 *cut = g_memdup2 (g_bytes_get_data (bytes, NULL), n);
      g_autoptr (GError) error = NULL;

      g_assert_null (ink_safetensors_parse ("cut", cut, n, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_TRUNCATED);
      g_assert_true (g_str_has_prefix (error->message, "cut: "));
    }
}

static GBytes *
file_of (const char *header, gsize data_size)
{
  gsize length = strlen (header);
  guint64 little = GUINT64_TO_LE ((guint64) length);
  guint8 *bytes = g_malloc0 (8 + length + data_size);

  memcpy (bytes, &little, 8);
  memcpy (bytes + 8, header, length);
  return g_bytes_new_take (bytes, 8 + length + data_size);
}

static void
check_header (const char *header, gsize data_size, int code)
{
  g_autoptr (GBytes) bytes = file_of (header, data_size);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkState) state = parse_bytes (bytes, &error);

  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (state);
      return;
    }
  if (!g_error_matches (error, INK_ERROR, code))
    g_test_message ("%s: %s", header, error ? error->message : "accepted");
  g_assert_error (error, INK_ERROR, code);
  g_assert_null (state);
  g_assert_true (g_str_has_prefix (error->message, "test: "));
}

#define TENSOR(name, dtype, shape, offsets)                                    \
  "\"" name "\":{\"dtype\":\"" dtype "\",\"shape\":" shape                     \
  ",\"data_offsets\":" offsets "}"

static void
test_accepts (void)
{
  check_header ("{}", 0, -1);
  check_header (" { } \n", 0, -1);
  check_header ("{\"__metadata__\":{}}", 0, -1);
  check_header ("{" TENSOR ("b", "U8", "[2]", "[1,3]") ","
                    TENSOR ("a", "U8", "[]", "[0,1]") "}", 3, -1);
  check_header ("{\"a\":{\"data_offsets\":[0,1],\"shape\":[1],"
                "\"dtype\":\"U8\"}}", 1, -1);
  check_header ("{" TENSOR ("a", "U8", "[0]", "[1,1]") ","
                    TENSOR ("b", "U8", "[1]", "[0,1]") "}", 1, -1);
}

static void
test_bad_json (void)
{
  static const char *const bad[] = {
    "",
    "   ",
    "[]",
    "null",
    "NaN",
    "{",
    "{}{}",
    "{} x",
    "{,}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1}",
    "{\"a\":[]}",
    "{\"a\":{}}",
    "{'a':{}}",
    "{/* */}",
    "{\"a\\u0000\":{}}",
    "{\"\xff\":{}}",
    "{\"__metadata__\":[]}",
    "{\"__metadata__\":{\"a\":1}}",
    "{\"__metadata__\":{\"a\":null}}",
    "{\"__metadata__\":{\"a\":{}}}",
    "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}",
    "{\"__metadata__\":{},\"__metadata__\":{}}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[1]}}",
    "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[1],"
    "\"data_offsets\":[0,1]}}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"x\":1}}",
    "{" TENSOR ("a", "U8", "[1]", "[0,1]") ",}",
    "{" TENSOR ("a", "U9", "[1]", "[0,1]") "}",
    "{" TENSOR ("a", "U8", "[-1]", "[0,1]") "}",
    "{" TENSOR ("a", "U8", "[1.0]", "[0,1]") "}",
    "{" TENSOR ("a", "U8", "[1e0]", "[0,1]") "}",
    "{" TENSOR ("a", "U8", "[NaN]", "[0,1]") "}",
    "{" TENSOR ("a", "U8", "[\"1\"]", "[0,1]") "}",
    "{" TENSOR ("a", "U8", "[01]", "[0,1]") "}",
    "{" TENSOR ("a", "U8", "1", "[0,1]") "}",
    "{" TENSOR ("a", "U8", "[1]", "[1]") "}",
    "{" TENSOR ("a", "U8", "[1]", "[]") "}",
    "{" TENSOR ("a", "U8", "[1]", "[1,0]") "}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    check_header (bad[i], 1, INK_ERROR_FORMAT);
}

static void
test_bad_places (void)
{
  const char *gap = "{" TENSOR ("a", "U8", "[1]", "[0,1]") ","
                        TENSOR ("b", "U8", "[1]", "[2,3]") "}";
  const char *overlap = "{" TENSOR ("a", "U8", "[2]", "[0,2]") ","
                            TENSOR ("b", "U8", "[2]", "[1,3]") "}";
  const char *late = "{" TENSOR ("a", "U8", "[1]", "[1,2]") "}";
  const char *twice = "{" TENSOR ("a", "U8", "[1]", "[0,1]") ","
                          TENSOR ("a", "U8", "[1]", "[1,2]") "}";
  const char *sound = "{" TENSOR ("a", "U8", "[2]", "[0,2]") "}";

  check_header (gap, 3, INK_ERROR_FORMAT);
  check_header (overlap, 3, INK_ERROR_FORMAT);
  check_header (late, 2, INK_ERROR_FORMAT);
  check_header (twice, 2, INK_ERROR_FORMAT);
  check_header (sound, 2, -1);
  check_header (sound, 1, INK_ERROR_TRUNCATED);
  check_header (sound, 3, INK_ERROR_FORMAT);
  check_header ("{}", 1, INK_ERROR_FORMAT);
  check_header ("{" TENSOR ("a", "F32", "[2]", "[0,2]") "}", 2,
                INK_ERROR_MISMATCH);
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  const guint8 huge[16] = { 1, 0, 0, 4 };

  check_header ("{" TENSOR ("a", "U8", "[1,1,1,1,1]", "[0,1]") "}", 1,
                INK_ERROR_LIMIT);
  check_header ("{" TENSOR ("a", "U8", "[1]", "[0,1,2]") "}", 1,
                INK_ERROR_LIMIT);
  check_header ("{" TENSOR ("a", "F32", "[4611686018427387904]", "[0,0]") "}",
                0, INK_ERROR_LIMIT);
  check_header (
      "{" TENSOR ("a", "U8", "[4294967296,4294967296]", "[0,0]") "}", 0,
      INK_ERROR_LIMIT);
  check_header ("{" TENSOR ("a", "U8", "[18446744073709551616]", "[0,0]") "}",
                0, INK_ERROR_LIMIT);
  g_assert_null (ink_safetensors_parse ("test", huge, sizeof huge, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_LIMIT);
}

/* Depth costs nothing: a parser that recurses would run out of stack. */
static void
test_nesting (void)
{
  g_autofree char *lists = g_strnfill (4000000, '[');
  g_autofree char *deep = g_strconcat ("{\"a\":", lists, NULL);
  g_autofree char *deeper
      = g_strconcat ("{\"a\":{\"dtype\":\"U8\",\"shape\":", lists, NULL);
  GString *objects = g_string_new (NULL);

  for (guint i = 0; i < 500000; i++)
    g_string_append (objects, "{\"a\":");
  check_header (lists, 0, INK_ERROR_FORMAT);
  check_header (deep, 0, INK_ERROR_FORMAT);
  check_header (deeper, 0, INK_ERROR_FORMAT);
  check_header (objects->str, 0, INK_ERROR_FORMAT);
  g_string_free (objects, TRUE);
}

/* Flipped bytes: an error in our domain, or a state that is sound enough to
 * be written and read again. */
static void
test_fuzz (void)
{
  g_autoptr (InkState) state = make_state ();
  g_autoptr (GBytes) bytes = ink_safetensors_serialize (state);
  gsize size = g_bytes_get_size (bytes);
  guint n_refused = 0;

  for (guint round = 0; round < 20000; round++)
    {
      InkRng rng = ink_rng (1, INK_STREAM_TEST, round, 0);
      guint n_flips = 1 + (guint) ink_rng_below (&rng, 4);
      g_autofree guint8 *copy
          = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      g_autoptr (GError) error = NULL;
      g_autoptr (InkState) found = NULL;

      for (guint i = 0; i < n_flips; i++)
        copy[ink_rng_below (&rng, size)] = (guint8) ink_rng_u64 (&rng);
      found = ink_safetensors_parse ("fuzz", copy, size, &error);
      if (found == NULL)
        {
          g_assert_true (error->domain == INK_ERROR);
          n_refused++;
          continue;
        }
      g_bytes_unref (ink_safetensors_serialize (found));
    }
  g_assert_cmpuint (n_refused, >, 10000);
  g_assert_cmpuint (n_refused, <, 20000);
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "m.safetensors", NULL);
  g_autoptr (InkState) state = make_state ();
  g_autoptr (InkState) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_safetensors_read (path, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  ink_safetensors_write (state, path, &error);
  g_assert_no_error (error);
  again = ink_safetensors_read (path, &error);
  g_assert_no_error (error);
  assert_same (state, again);
  g_file_set_contents (path, "", 0, NULL);
  g_assert_null (ink_safetensors_read (path, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_TRUNCATED);
  g_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* All 2^14 words of "Ez" and "FY" have one hash (33 'E' + 'z' = 33 'F' + 'Y');
 * more of them would hold the program up for hours. */
static void
test_many_names (void)
{
  static const char *const forms[][3] = {
    { "{", "{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}", "}" },
    { "{\"__metadata__\":{", "\"\"", "}}" },
  };

  for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
    {
      g_autoptr (GString) json = g_string_new (forms[f][0]);

      for (guint i = 0; i < 1 << 14; i++)
        {
          char name[2 * 14 + 1] = "";

          for (guint bit = 0; bit < 14; bit++)
            memcpy (name + 2 * bit, (i >> bit & 1) != 0 ? "Ez" : "FY", 2);
          g_string_append_printf (json, "%s\"%s\":%s", i > 0 ? "," : "", name,
                                  forms[f][1]);
        }
      g_string_append (json, forms[f][2]);
      check_header (json->str, 0, INK_ERROR_LIMIT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/safetensors/round-trip", test_round_trip);
  g_test_add_func ("/core/safetensors/layout", test_layout);
  g_test_add_func ("/core/safetensors/cut", test_cut);
  g_test_add_func ("/core/safetensors/accepts", test_accepts);
  g_test_add_func ("/core/safetensors/bad-json", test_bad_json);
  g_test_add_func ("/core/safetensors/bad-places", test_bad_places);
  g_test_add_func ("/core/safetensors/limits", test_limits);
  g_test_add_func ("/core/safetensors/nesting", test_nesting);
  g_test_add_func ("/core/safetensors/many-names", test_many_names);
  g_test_add_func ("/core/safetensors/fuzz", test_fuzz);
  g_test_add_func ("/core/safetensors/file", test_file);
  return g_test_run ();
}
