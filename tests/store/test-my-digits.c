/* My Digits: what is kept comes back, whatever happens to the index, to a file
 * or to the program in between. */
#include "core/store/my-digits.h"

#include <math.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/dataset.h"
#include "core/data/picture.h"
#include "tests/data/temp-folder.h"

#define FILE_OF(digits, i)                                                     \
  (((InkLabelledDigit *) g_ptr_array_index (digits, i))->file)

static InkDrawing *
make_drawing (guint n)
{
  InkDrawing *drawing = ink_drawing_new ();

  ink_drawing_begin_stroke (drawing);
  for (guint i = 0; i < n; i++)
    ink_drawing_add_point (drawing, 10 * sin (i / 10.0), i, 0.5f);
  return drawing;
}

static InkLabelledDigit *
keep (const char *folder, guint8 label, GError **error)
{
  const InkLabelledDigit about
      = { .label = label, .read = (char *) "5", .model = (char *) "Tést" };
  g_autoptr (InkDrawing) drawing = make_drawing (40 + label);
  guint8 pixels[INK_DIGIT_PIXELS] = { 0 };

  return ink_my_digits_add (folder, drawing, pixels, &about, error);
}

static void
keep_one (const char *folder, guint8 label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkLabelledDigit) kept = keep (folder, label, &error);

  g_assert_no_error (error);
  g_assert_nonnull (kept);
}

/* (transfer full): checked to be @n, with that many problems. */
static GPtrArray *
list (const char *folder, guint n, guint n_problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *digits = ink_drawing_folder_list (folder, problems, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (digits->len, ==, n);
  g_assert_cmpuint (problems->len, ==, n_problems);
  return digits;
}

static char *
in_folder (const char *folder, const char *file)
{
  return g_build_filename (folder, file, NULL);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_keeps (void)
{
  g_autofree char *parent = temp_folder_new ();
  g_autofree char *folder = in_folder (parent, "a/b");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = list (folder, 0, 0);
  g_autoptr (InkDrawing) drawing = NULL;
  g_autoptr (GPtrArray) digits = NULL;
  InkLabelledDigit *digit;
  guint8 pixels[INK_DIGIT_PIXELS];
  guint n;

  g_assert_cmpuint (none->len, ==, 0);
  keep_one (folder, 3);
  keep_one (folder, 9);
  digits = list (folder, 2, 0);
  digit = g_ptr_array_index (digits, 1);
  g_assert_cmpstr (digit->file, ==, "000002-9.inkml");
  g_assert_cmpuint (digit->label, ==, 9);
  g_assert_cmpstr (digit->read, ==, "5");
  g_assert_cmpstr (digit->model, ==, "Tést");
  g_assert_cmpint (ABS (digit->time - g_get_real_time () / 1000000), <, 100);
  g_assert_true (ink_drawing_folder_read (folder, digit, &drawing, pixels,
                                          &error));
  ink_drawing_stroke (drawing, 0, &n);
  g_assert_cmpuint (n, ==, 49);
  temp_folder_remove (parent);
}

static void
test_picture (void)
{
  g_autofree char *folder = temp_folder_new ();
  const InkLabelledDigit about = { .label = 4 };
  g_autoptr (GError) error = NULL;
  g_autoptr (InkLabelledDigit) kept = NULL;
  g_autoptr (InkDrawing) drawing = NULL;
  guint8 pixels[INK_DIGIT_PIXELS], back[INK_DIGIT_PIXELS];

  for (guint i = 0; i < INK_DIGIT_PIXELS; i++)
    pixels[i] = (guint8) (i * 7);
  kept = ink_my_digits_add (folder, NULL, pixels, &about, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept->file, ==, "000001-4.png");
  g_assert_true (kept->picture);
  g_assert_true (
      ink_drawing_folder_read (folder, kept, &drawing, back, &error));
  g_assert_null (drawing);
  g_assert_cmpmem (back, sizeof back, pixels, sizeof pixels);
  temp_folder_remove (folder);
}

static void
test_remove (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (InkRemovedDigit) removed = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) back = NULL;

  for (guint8 i = 0; i < 3; i++)
    keep_one (folder, i);
  before = list (folder, 3, 0);
  g_assert_true (ink_my_digits_remove (folder, FILE_OF (before, 1), &removed,
                                       &error));
  after = list (folder, 2, 0);
  g_assert_cmpstr (FILE_OF (after, 1), ==, "000003-2.inkml");
  g_assert_true (ink_my_digits_restore (folder, removed, &error));
  back = list (folder, 3, 0);
  g_assert_cmpstr (FILE_OF (back, 1), ==, "000002-1.inkml");
  g_assert_cmpstr (((InkLabelledDigit *) back->pdata[1])->model, ==, "Tést");
  g_assert_false (ink_my_digits_remove (folder, "000009-1.inkml", NULL,
                                        &error));
  assert_says (error, INK_ERROR_NOT_FOUND, "000009-1.inkml");
  temp_folder_remove (folder);
}

/* The last one's number is given anew; bringing it back loses neither. */
static void
test_restore_taken (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (InkRemovedDigit) removed = NULL;
  g_autoptr (GPtrArray) digits = NULL;

  keep_one (folder, 7);
  g_assert_true (
      ink_my_digits_remove (folder, "000001-7.inkml", &removed, &error));
  keep_one (folder, 7);
  g_assert_true (ink_my_digits_restore (folder, removed, &error));
  digits = list (folder, 2, 0);
  g_assert_cmpstr (FILE_OF (digits, 1), ==, "000002-7.inkml");
  temp_folder_remove (folder);
}

static void
set_index (const char *folder, const char *text)
{
  g_free (temp_folder_write_text (folder, INK_DRAWING_FOLDER_INDEX, text));
}

/* Whatever stands in the index, the drawings are there; what it knew is lost,
 * and the next change makes a sound one. */
static void
test_index_damaged (void)
{
  static const char *const texts[]
      = { "", "{", "[]", "{\"drawings\": 3}", "\xff\xfe", "{\"drawings\": [" };
  g_autofree char *folder = temp_folder_new ();

  keep_one (folder, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) digits = NULL;

      set_index (folder, texts[i]);
      digits = list (folder, i + 1, 1);
      g_assert_null (((InkLabelledDigit *) digits->pdata[i])->read);
      keep_one (folder, 1);
      g_ptr_array_unref (digits);
      digits = list (folder, i + 2, 0);
      g_assert_cmpstr (((InkLabelledDigit *) digits->pdata[i + 1])->read, ==,
                       "5");
    }
  temp_folder_remove (folder);
}

static void
test_index_strange (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *index = in_folder (folder, INK_DRAWING_FOLDER_INDEX);
  g_autoptr (GPtrArray) digits = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  InkLabelledDigit *digit;

  keep_one (folder, 0);
  set_index (folder, "{\"drawings\": [3, null, {}, {\"file\": 4},"
                     "{\"file\": \"../../etc/passwd\", \"read\": \"1\"},"
                     "{\"file\": \"000001-0.inkml\", \"read\": 7,"
                     " \"when\": \"yesterday\", \"model\": \"m\"},"
                     "{\"file\": \"000001-0.inkml\", \"model\": \"other\"},"
                     "{\"file\": \"000002-1.inkml\", \"read\": \"1\"}]}");
  digits = list (folder, 1, 0);
  digit = g_ptr_array_index (digits, 0);
  g_assert_null (digit->read);
  g_assert_cmpstr (digit->model, ==, "m");
  g_assert_cmpint (digit->time, >, 1000000000);
  g_unlink (index);
  missing = list (folder, 1, 0);
  temp_folder_remove (folder);
}

static void
test_index_cut (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = in_folder (folder, INK_DRAWING_FOLDER_INDEX);
  g_autofree char *text = NULL;
  gsize size;

  keep_one (folder, 0);
  keep_one (folder, 1);
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  for (gsize cut = 0; cut < size - 1; cut++)
    {
      g_autoptr (GPtrArray) digits = NULL;

      g_free (temp_folder_write (folder, INK_DRAWING_FOLDER_INDEX, text, cut));
      digits = ink_drawing_folder_list (folder, NULL, NULL);
      g_assert_cmpuint (digits->len, ==, 2);
    }
  temp_folder_remove (folder);
}

/* Other files are nobody's business; damaged drawings are passed over and
 * stay. */
static void
test_damaged_files (void)
{
  static const char *const others[]
      = { "note.txt", "12-3.inkml", "000012-x.inkml", "000012-3.svg",
          "000012-3.inkml~", "00012-3.inkml" };
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *damaged = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) digits = NULL;
  g_autoptr (InkImageSet) set = NULL;
  guint8 pixels[INK_DIGIT_PIXELS];

  keep_one (folder, 2);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_free (temp_folder_write_text (folder, others[i], "x"));
  damaged = temp_folder_write_text (folder, "000005-8.inkml", "<ink><trace>1");
  g_free (temp_folder_write_text (folder, "000006-8.inkml", "<ink></ink>"));
  g_free (temp_folder_write_text (folder, "000007-8.png", "no PNG"));
  digits = list (folder, 4, 0);
  g_assert_false (ink_drawing_folder_read (
      folder, g_ptr_array_index (digits, 1), NULL, pixels, &error));
  g_assert_nonnull (strstr (error->message, "000005-8.inkml"));
  g_clear_error (&error);
  set = ink_drawing_folder_load ("mine", folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ink_image_set_count (set), ==, 1);
  g_assert_cmpstr (ink_image_set_name (set), ==,
                   "mine, without 3 that cannot be read");
  keep_one (folder, 3);
  g_assert_true (g_file_test (damaged, G_FILE_TEST_EXISTS));
  temp_folder_remove (folder);
}

static void
test_limits (void)
{
  g_autofree char *folder = temp_folder_new ();
  const InkLabelledDigit about = { .label = 1 };
  const InkLabelledDigit wrong = { .label = 10 };
  g_autoptr (InkDrawing) large = make_drawing (INK_MY_DIGITS_MAX_POINTS + 1);
  g_autoptr (InkLabelledDigit) kept = NULL;
  g_autoptr (GError) error = NULL;
  guint8 pixels[INK_DIGIT_PIXELS] = { 0 };

  memset (pixels + 300, 255, 40);
  g_assert_null (ink_my_digits_add (folder, large, pixels, &about, &error));
  assert_says (error, INK_ERROR_LIMIT, "20000");
  g_clear_error (&error);
  g_assert_null (ink_my_digits_add (folder, NULL, pixels, &wrong, &error));
  assert_says (error, INK_ERROR_ARGUMENT, "10");
  g_clear_error (&error);
  g_free (temp_folder_write_text (folder, "999999-1.inkml", "x"));
  kept = ink_my_digits_add (folder, NULL, pixels, &about, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->number, ==, 1); /* the least that is free */
  temp_folder_remove (folder);
}

/* An index that nests without end costs what it alone knew, no more. */
static void
test_deep_index (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) digits = NULL;

  keep_one (folder, 3);
  g_free (temp_folder_write_text (folder, "index.json", deep));
  digits = ink_drawing_folder_list (folder, problems, NULL);
  g_assert_cmpuint (digits->len, ==, 1);
  g_assert_cmpuint (problems->len, ==, 1);
  temp_folder_remove (folder);
}

/* The largest drawing that may be kept can be read again. */
static void
test_largest (void)
{
  g_autofree char *folder = temp_folder_new ();
  const InkLabelledDigit about = { .label = 1 };
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  g_autoptr (InkDrawing) back = NULL;
  g_autoptr (InkLabelledDigit) kept = NULL;
  g_autoptr (GError) error = NULL;
  guint8 pixels[INK_DIGIT_PIXELS] = { 0 };

  ink_drawing_begin_stroke (drawing);
  for (guint i = 0; i < INK_MY_DIGITS_MAX_POINTS; i++)
    ink_drawing_add_point (drawing, -1e-300 / 3 * (i + 1), -1e-300 / 7 * i,
                           0.3f);
  kept = ink_my_digits_add (folder, drawing, pixels, &about, &error);
  g_assert_no_error (error);
  g_assert_true (ink_drawing_folder_read (folder, kept, &back, pixels,
                                          &error));
  g_assert_no_error (error);
  temp_folder_remove (folder);
}

/* A disk that is full after @limit bytes of a file: nothing changes. */
static void
test_full_disk (void)
{
  g_autofree char *folder = temp_folder_new ();
  struct rlimit before, small;
  guint n_failed = 0, n = 1;

  signal (SIGXFSZ, SIG_IGN);
  keep_one (folder, 0);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  for (rlim_t limit = 0; limit < 4000; limit += 50)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (InkLabelledDigit) kept = NULL;
      g_autoptr (GPtrArray) digits = NULL;

      small = before;
      small.rlim_cur = limit;
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
      kept = keep (folder, 1, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
      if (kept == NULL)
        {
          g_assert_error (error, INK_ERROR, INK_ERROR_IO);
          n_failed++;
        }
      else
        n++;
      digits = list (folder, n, 0);
      g_assert_cmpuint (count_files (folder), ==, n + 1);
    }
  g_assert_cmpuint (n_failed, >, 10);
  g_assert_cmpuint (n, >, 5);
  temp_folder_remove (folder);
}

static void
test_unwritable (void)
{
  g_autofree char *parent = temp_folder_new ();
  g_autofree char *file = temp_folder_write_text (parent, "file", "x");
  g_autofree char *folder = in_folder (file, "below");
  g_autoptr (GError) error = NULL;

  g_assert_null (keep (folder, 1, &error));
  assert_says (error, INK_ERROR_IO, "cannot make the folder");
  temp_folder_remove (parent);
}

/* Killed at any moment: whatever it had said to be kept is there, at most one
 * more, and nothing else is left after the next change. */
static void
run_until_killed (const char *folder, int tell)
{
  for (guint i = 0;; i++)
    {
      g_autoptr (InkLabelledDigit) kept = keep (folder, 1, NULL);

      if (kept == NULL || write (tell, "+", 1) != 1)
        _exit (1);
      if (i % 3 == 2)
        {
          if (write (tell, "?", 1) != 1
              || !ink_my_digits_remove (folder, kept->file, NULL, NULL)
              || write (tell, "-", 1) != 1)
            _exit (1);
        }
    }
}

static void
test_killed (void)
{
  g_autofree char *folder = temp_folder_new ();
  InkRng rng = ink_rng (9, INK_STREAM_TEST, 0, 0);
  guint n = 0;

  for (guint round = 0; round < 30; round++)
    {
      g_autoptr (GPtrArray) digits = NULL;
      int pipe_ends[2];
      char told[65536];
      ssize_t size;
      gboolean removing = FALSE;
      pid_t child;

      g_assert_cmpint (pipe (pipe_ends), ==, 0);
      child = fork ();
      if (child == 0)
        run_until_killed (folder, pipe_ends[1]);
      close (pipe_ends[1]);
      g_usleep (2000 + ink_rng_below (&rng, 20000));
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      size = read (pipe_ends[0], told, sizeof told);
      close (pipe_ends[0]);
      for (ssize_t i = 0; i < size; i++)
        {
          n += told[i] == '+';
          n -= told[i] == '-';
          removing = told[i] == '?';
        }
      digits = ink_drawing_folder_list (folder, NULL, NULL);
      g_assert_cmpuint (digits->len, >=, n - removing);
      g_assert_cmpuint (digits->len, <=, n + !removing);
      for (guint i = 0; i < digits->len; i++)
        {
          guint8 pixels[INK_DIGIT_PIXELS];

          g_assert_true (ink_drawing_folder_read (
              folder, g_ptr_array_index (digits, i), NULL, pixels, NULL));
        }
      n = digits->len;
    }
  keep_one (folder, 0);
  g_assert_cmpuint (count_files (folder), ==, n + 2);
  temp_folder_remove (folder);
}

/* Two programs at once: no number is given twice. */
static void
test_together (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autoptr (GPtrArray) digits = NULL;
  pid_t children[3];
  int status;

  for (guint c = 0; c < G_N_ELEMENTS (children); c++)
    if ((children[c] = fork ()) == 0)
      {
        for (guint i = 0; i < 20; i++)
          {
            g_autoptr (InkLabelledDigit) kept = keep (folder, 2, NULL);

            if (kept == NULL)
              _exit (1);
          }
        _exit (0);
      }
  for (guint c = 0; c < G_N_ELEMENTS (children); c++)
    {
      waitpid (children[c], &status, 0);
      g_assert_cmpint (status, ==, 0);
    }
  digits = list (folder, 60, 0);
  for (guint i = 0; i < 60; i++)
    {
      const InkLabelledDigit *digit = g_ptr_array_index (digits, i);

      g_assert_cmpuint (digit->number, ==, i + 1);
      g_assert_cmpstr (digit->read, ==, "5");
    }
  temp_folder_remove (folder);
}

static void
test_export (void)
{
  g_autofree char *parent = temp_folder_new ();
  g_autofree char *folder = in_folder (parent, "mine");
  g_autofree char *into = in_folder (parent, "idx");
  g_autofree char *slash = g_strconcat (into, "/", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkImageSet) own = NULL;
  g_autoptr (InkImageSet) set = NULL;
  guint n = 0;

  g_assert_false (ink_my_digits_export (folder, into, NULL, &error));
  assert_says (error, INK_ERROR_NOT_FOUND, "none that can be read");
  g_clear_error (&error);
  for (guint8 i = 0; i < 4; i++)
    keep_one (folder, i);
  g_assert_cmpint (g_mkdir (into, 0755), ==, 0); /* an empty one will do */
  g_assert_true (ink_my_digits_export (folder, slash, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 4);
  own = ink_dataset_load_images (folder, INK_SPLIT_TEST, NULL, &error);
  g_assert_no_error (error);
  set = ink_dataset_load_images (into, INK_SPLIT_TRAIN, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (ink_image_set_pixels (set), 4 * INK_DIGIT_PIXELS,
                   ink_image_set_pixels (own), 4 * INK_DIGIT_PIXELS);
  g_assert_cmpmem (ink_image_set_labels (set), 4, "\0\1\2\3", 4);
  g_assert_false (ink_my_digits_export (folder, into, NULL, &error));
  assert_says (error, INK_ERROR_ARGUMENT, "expected a new folder");
  g_assert_cmpuint (count_files (parent), ==, 2);
  temp_folder_remove (parent);
}

static void
test_export_full (void)
{
  g_autofree char *parent = temp_folder_new ();
  g_autofree char *folder = in_folder (parent, "mine");
  g_autofree char *into = in_folder (parent, "idx");
  g_autoptr (GError) error = NULL;
  struct rlimit before, small;

  keep_one (folder, 3);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 100;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (ink_my_digits_export (folder, into, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
  g_assert_cmpuint (count_files (parent), ==, 1);
  temp_folder_remove (parent);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/my-digits/keeps", test_keeps);
  g_test_add_func ("/core/my-digits/picture", test_picture);
  g_test_add_func ("/core/my-digits/remove", test_remove);
  g_test_add_func ("/core/my-digits/restore-taken", test_restore_taken);
  g_test_add_func ("/core/my-digits/index/damaged", test_index_damaged);
  g_test_add_func ("/core/my-digits/index/strange", test_index_strange);
  g_test_add_func ("/core/my-digits/index/cut", test_index_cut);
  g_test_add_func ("/core/my-digits/damaged-files", test_damaged_files);
  g_test_add_func ("/core/my-digits/limits", test_limits);
  g_test_add_func ("/core/my-digits/deep-index", test_deep_index);
  g_test_add_func ("/core/my-digits/largest", test_largest);
  g_test_add_func ("/core/my-digits/full-disk", test_full_disk);
  g_test_add_func ("/core/my-digits/unwritable", test_unwritable);
  g_test_add_func ("/core/my-digits/killed", test_killed);
  g_test_add_func ("/core/my-digits/together", test_together);
  g_test_add_func ("/core/my-digits/export", test_export);
  g_test_add_func ("/core/my-digits/export-full", test_export_full);
  return g_test_run ();
}
