/* The bounds-checked reader: values arrive in the right byte order, and bytes
 * cut anywhere give an error that consumes nothing. */
#include "core/base/reader.h"

#include <string.h>

#include "core/base/error.h"

/* u8, u32 big-endian, u64 little-endian, three bytes */
static const guint8 sample[] = { 0xab, 0x00, 0x00, 0x08, 0x03, 0x01,
                                 0x02, 0x03, 0x04, 0x05, 0x06, 0x07,
                                 0x88, 'x',  'y',  'z' };

typedef struct
{
  guint8 small;
  guint32 middle;
  guint64 large;
  const guint8 *bytes;
} Values;

static gboolean
take_sample (InkReader *reader, Values *values, GError **error)
{
  return ink_reader_take_u8 (reader, "small", &values->small, error)
         && ink_reader_take_u32_be (reader, "middle", &values->middle, error)
         && ink_reader_take_u64_le (reader, "large", &values->large, error)
         && ink_reader_take_bytes (reader, "bytes", 3, &values->bytes, error)
         && ink_reader_expect_end (reader, error);
}

static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  InkReader reader;
  Values values;

  ink_reader_init (&reader, "sample", sample, sizeof sample);
  g_assert_cmpuint (ink_reader_left (&reader), ==, sizeof sample);
  g_assert_true (take_sample (&reader, &values, &error));
  g_assert_no_error (error);
  g_assert_cmphex (values.small, ==, 0xab);
  g_assert_cmphex (values.middle, ==, 0x803);
  g_assert_cmphex (values.large, ==, G_GUINT64_CONSTANT (0x8807060504030201));
  g_assert_cmpmem (values.bytes, 3, "xyz", 3);
  g_assert_cmpuint (ink_reader_left (&reader), ==, 0);
}

/* Where in the sample the value begins that byte @cut belongs to. */
static gsize
value_start (gsize cut)
{
  return cut < 1 ? 0 : cut < 5 ? 1 : cut < 13 ? 5 : 13;
}

static void
test_cut (void)
{
  for (gsize cut = 0; cut < sizeof sample; cut++)
    {
      /* on the heap, so that AddressSanitizer sees a byte too many */
      g_autofree guint8 *bytes = g_memdup2 (sample, cut);
      g_autoptr (GError) error = NULL;
      g_autofree char *place = NULL;
      InkReader reader;
      Values values;

      ink_reader_init (&reader, "sample", bytes, cut);
      g_assert_false (take_sample (&reader, &values, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_TRUNCATED);
      g_assert_cmpuint (reader.offset, ==, value_start (cut));
      place = g_strdup_printf ("at byte %" G_GSIZE_FORMAT, value_start (cut));
      g_assert_nonnull (strstr (error->message, place));
      g_assert_true (g_str_has_prefix (error->message, "sample: "));
    }
}

static void
test_left_over (void)
{
  guint8 bytes[sizeof sample + 2] = { 0 };
  g_autoptr (GError) error = NULL;
  InkReader reader;
  Values values;

  memcpy (bytes, sample, sizeof sample);
  ink_reader_init (&reader, "sample", bytes, sizeof bytes);
  g_assert_false (take_sample (&reader, &values, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "byte 16, found 2 bytes"));
}

/* A size near the top of the range must not wrap past the check. */
static void
test_huge (void)
{
  const gsize sizes[] = { sizeof sample, G_MAXSIZE / 2, G_MAXSIZE - 1,
                          G_MAXSIZE };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      const guint8 *bytes = NULL;
      guint8 first;
      InkReader reader;

      ink_reader_init (&reader, "sample", sample, sizeof sample);
      g_assert_true (ink_reader_take_u8 (&reader, "first", &first, NULL));
      g_assert_false (
          ink_reader_take_bytes (&reader, "rest", sizes[i], &bytes, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_TRUNCATED);
      g_assert_null (bytes);
      g_assert_cmpuint (reader.offset, ==, 1);
    }
}

static void
test_empty (void)
{
  g_autoptr (GError) error = NULL;
  const guint8 *bytes;
  guint8 value = 42;
  InkReader reader;

  ink_reader_init (&reader, "nothing", NULL, 0);
  g_assert_true (ink_reader_take_bytes (&reader, "none", 0, &bytes, &error));
  g_assert_true (ink_reader_expect_end (&reader, &error));
  g_assert_no_error (error);
  g_assert_false (ink_reader_take_u8 (&reader, "one", &value, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_TRUNCATED);
  g_assert_cmpuint (value, ==, 42);
}

static void
test_product (void)
{
  const gsize fits[] = { 60000, 28, 28 };
  const gsize overflows[] = { G_MAXSIZE / 2, 3 };
  const gsize wraps_to_zero[] = { (gsize) 1 << 32, (gsize) 1 << 32 };
  gsize product = 7;

  g_assert_true (ink_size_product (fits, 3, &product));
  g_assert_cmpuint (product, ==, 47040000);
  g_assert_true (ink_size_product (NULL, 0, &product));
  g_assert_cmpuint (product, ==, 1);
  g_assert_false (ink_size_product (overflows, 2, &product));
  g_assert_false (ink_size_product (wraps_to_zero, 2, &product));
  g_assert_cmpuint (product, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/reader/values", test_values);
  g_test_add_func ("/core/reader/cut", test_cut);
  g_test_add_func ("/core/reader/left-over", test_left_over);
  g_test_add_func ("/core/reader/huge", test_huge);
  g_test_add_func ("/core/reader/empty", test_empty);
  g_test_add_func ("/core/reader/product", test_product);
  return g_test_run ();
}
