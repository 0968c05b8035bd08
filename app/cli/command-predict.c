/* `inkling-cli predict MODEL INPUT...`: one result a line, in the order of the
 * inputs, each written before the next is read. Pictures and drawings are
 * brought to 28x28 as the workbench does it.
 *
 * A verdict tells how far to trust a label: "confident" where it is at least
 * four times as probable as the next one; "unsure" otherwise, and for a text
 * of which the model knows no word; "not-a-digit" where a model that was
 * taught to doubt does, and then the label is what comes closest; "empty" where
 * there is no ink or no text, and then there is no label.
 *
 * Digits side by side are read as a number: that is the label then, and its
 * probability the product of the digits'. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/cli/command.h"
#include "app/cli/examples.h"
#include "app/cli/interrupt.h"
#include "app/cli/naive-bayes-calibration.h"
#include "app/cli/number-json.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/inkml.h"
#include "core/data/picture.h"
#include "core/data/mail.h"
#include "core/data/text-decode.h"
#include "core/model/evaluate.h"
#include "core/model/naive-bayes.h"
#include "core/model/number.h"
#include "core/model/verdict.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"

#define MAX_TEXT (64 * 1024 * 1024)

static struct
{
  char **texts;
  char *encoding;
  gboolean json;
  gboolean single;
  gboolean raw;
  gboolean skip_bad_rows;
  gboolean mail;
} args;

static const GOptionEntry entries[] = {
  { "text", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &args.texts,
    "Classify this text first; may be repeated", "STRING" },
  { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &args.encoding,
    "utf-8, latin-1, or auto: what it looks like [auto]", "NAME" },
  { "skip-bad-rows", 0, 0, G_OPTION_ARG_NONE, &args.skip_bad_rows,
    "Count bad texts and lines, and pass over them", NULL },
  { "mail", 0, 0, G_OPTION_ARG_NONE, &args.mail,
    "Texts are mails: take subject and body, decoded", NULL },
  { "single", 0, 0, G_OPTION_ARG_NONE, &args.single,
    "Take all ink of a picture as one digit, never as a number", NULL },
  { "raw", 0, 0, G_OPTION_ARG_NONE, &args.raw,
    "Probabilities of naive Bayes as they are, not calibrated", NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json,
    "Print a JSON object a line", NULL },
  { 0 },
};

typedef struct
{
  InkModel *model;
  InkEncoding encoding;
  gboolean mail; /* texts are mails */
  guint64 n_skipped;
  char *skipped; /* why the first was */
} Job;

typedef struct
{
  const double *probabilities; /* [n_classes]; NULL for an empty input */
  guint best;
  const char *verdict;
  const InkNumber *number; /* of several digits, or NULL; then without the
                              probabilities of one class or another */
} Result;

static Result
judge (const InkModel *model, const double *probabilities, gboolean known)
{
  InkVerdict v = ink_verdict_of_model (model, probabilities);
  InkVerdictKind kind
      = known ? v.kind : MIN (v.kind, INK_VERDICT_UNSURE);

  return (Result) { .probabilities = probabilities,
                    .best = v.best,
                    .verdict = ink_verdict_name (kind) };
}

static const char *
label_of (const InkModel *model, const Result *result)
{
  if (result->number != NULL)
    return result->number->text;
  return result->probabilities != NULL
             ? ink_model_class_names (model)[result->best]
             : NULL;
}

static double
probability_of (const Result *result)
{
  return result->number != NULL ? result->number->probability
                                : result->probabilities[result->best];
}

/* @read: (nullable): of a picture, the number that it is, of one digit or
 * several */
static void
print_json (const InkModel *model, const char *input, const Result *result,
            const InkNumber *read)
{
  const char *const *names = ink_model_class_names (model);
  JsonObject *object = json_object_new ();
  JsonObject *by_class = json_object_new ();
  const char *label = label_of (model, result);

  cli_json_set_string (object, "input", input);
  cli_json_set_string (object, "label", label);
  if (label == NULL)
    json_object_set_null_member (object, "probability");
  else
    cli_json_set_number (object, "probability", probability_of (result));
  for (guint i = 0; result->probabilities != NULL && names[i] != NULL; i++)
    cli_json_set_number (by_class, names[i], result->probabilities[i]);
  cli_json_set_object (object, "probabilities", by_class);
  json_object_set_string_member (object, "verdict", result->verdict);
  if (ink_number_is_for (model))
    cli_json_add_number (object, model, read);
  cli_print_json (object);
}

/* label, probability, verdict and input with tabs between. */
static void
print_plain (const InkModel *model, const char *input, const Result *result)
{
  const char *label = label_of (model, result);
  g_autofree char *shown = cli_plain (input);
  g_autofree char *plain = cli_plain (label != NULL ? label : "-");

  if (label == NULL)
    printf ("-\t-\t%s\t%s\n", result->verdict, shown);
  else
    printf ("%s\t%.4f\t%s\t%s\n", plain, probability_of (result),
            result->verdict, shown);
}

static void
print_result (const InkModel *model, const char *input, const Result *result,
              const InkNumber *read)
{
  if (args.json)
    print_json (model, input, result, read);
  else
    print_plain (model, input, result);
}

static gboolean
knows_a_token (const InkModel *model, const char *text)
{
  g_autoptr (GArray) tokens = NULL;

  if (ink_model_class (model) != &ink_naive_bayes_class)
    return TRUE;
  tokens = ink_naive_bayes_explain (model, text, 0);
  for (guint i = 0; i < tokens->len; i++)
    if (g_array_index (tokens, InkTokenWeight, i).known)
      return TRUE;
  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static void
predict_text (const InkModel *model, const char *input, const char *text)
{
  g_autofree double *probabilities = NULL;
  Result result = { .verdict = "empty" };

  if (!is_blank (text))
    {
      probabilities = g_new (double, ink_model_n_classes (model));
      ink_model_predict_texts (model, &text, 1, 1, probabilities);
      result = judge (model, probabilities, knows_a_token (model, text));
    }
  print_result (model, input, &result, NULL);
}

/* @number: (nullable): NULL where there is no ink */
static void
print_number (const InkModel *model, const char *input,
              const InkNumber *number)
{
  Result result = { .verdict = "empty" };

  if (number != NULL && number->n > 1)
    result = (Result) { .number = number,
                        .verdict
                        = number->confident ? "confident" : "unsure" };
  else if (number != NULL)
    result = judge (model, number->digits[0].probabilities, TRUE);
  print_result (model, input, &result, number);
}

static gboolean
predict_drawing (const Job *job, const char *path, const void *bytes,
                 gsize size, GError **error)
{
  g_autoptr (InkDrawing) drawing = ink_inkml_parse (path, bytes, size, error);
  g_autoptr (InkNumber) number = NULL;

  if (drawing == NULL)
    return FALSE;
  number = args.single ? ink_number_read_drawing_single (job->model, drawing)
                       : ink_number_read_drawing (job->model, drawing);
  print_number (job->model, path, number);
  return TRUE;
}

static gboolean
predict_picture (const Job *job, const char *path, const void *bytes,
                 gsize size, GError **error)
{
  guint height, width;
  g_autofree guint8 *grey
      = ink_picture_decode (path, bytes, size, &height, &width, error);
  g_autoptr (InkNumber) number = NULL;

  if (grey == NULL)
    return FALSE;
  number = args.single ? ink_number_read_picture_single (job->model, grey,
                                                         height, width)
                       : ink_number_read_picture (job->model, grey, height,
                                                  width);
  print_number (job->model, path, number);
  return TRUE;
}

static gboolean
is_png (const guint8 *bytes, gsize size)
{
  static const guint8 start[4] = { 0x89, 'P', 'N', 'G' };

  return size >= sizeof start && memcmp (bytes, start, sizeof start) == 0;
}

/* Whether the first character is a "<". */
static gboolean
is_markup (const guint8 *bytes, gsize size)
{
  gsize i = size >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < size && g_ascii_isspace (bytes[i]))
    i++;
  return i < size && bytes[i] == '<';
}

static gboolean
predict_image_file (const Job *job, const char *path, GError **error)
{
  g_autoptr (GBytes) file = ink_file_read (path, INK_PICTURE_MAX_FILE, error);
  const guint8 *bytes;
  const char *kind;
  gsize size;

  if (file == NULL)
    return FALSE;
  bytes = g_bytes_get_data (file, &size);
  if (is_png (bytes, size))
    return predict_picture (job, path, bytes, size, error);
  if (is_markup (bytes, size))
    return predict_drawing (job, path, bytes, size, error);
  kind = ink_picture_kind (bytes, size);
  return ink_error_set (error, INK_ERROR_FORMAT,
                        "%s: expected a PNG picture or an InkML drawing, which "
                        "%s reads, found %s",
                        path, ink_model_class (job->model)->name,
                        kind != NULL ? kind : "neither");
}

/* Whether to go on after @cause, which is taken. */
static gboolean
skip (Job *job, GError *cause, GError **error)
{
  if (!args.skip_bad_rows)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  if (job->n_skipped++ == 0)
    job->skipped = g_strdup (cause->message);
  g_error_free (cause);
  return TRUE;
}

static gboolean
predict_text_file (Job *job, const char *path, GError **error)
{
  g_autoptr (GBytes) file = ink_file_read (path, MAX_TEXT, error);
  g_autofree char *text = NULL;
  GError *cause = NULL;
  const guint8 *bytes;
  gsize size;

  if (file == NULL)
    return FALSE;
  bytes = g_bytes_get_data (file, &size);
  if (is_png (bytes, size))
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected a text, which %s reads, found a PNG "
                          "picture",
                          path, ink_model_class (job->model)->name);
  if (job->mail)
    text = ink_mail_text ((const char *) bytes, size, &size);
  else
    text = ink_text_decode (path, file, job->encoding, &cause);
  if (text == NULL)
    return skip (job, cause, error);
  predict_text (job->model, path, text);
  return TRUE;
}

static gboolean
predict_line (Job *job, guint64 number, const char *line, gsize length,
              GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  GError *cause = NULL;

  if (length > 0 && line[length - 1] == '\n')
    length--;
  if (length > 0 && line[length - 1] == '\r')
    length--;
  bytes = g_bytes_new_static (line, length);
  if (length <= MAX_TEXT)
    text = ink_text_decode ("", bytes, job->encoding, NULL);
  if (text == NULL)
    {
      ink_error_set (&cause, INK_ERROR_FORMAT,
                     "standard input: line %" G_GUINT64_FORMAT
                     ": expected %s, found %s",
                     number,
                     job->encoding == INK_ENCODING_UTF8 ? "UTF-8" : "text",
                     length > MAX_TEXT                     ? "too much of it"
                     : memchr (line, '\0', length) != NULL ? "a NUL byte"
                                                           : "other bytes");
      return skip (job, cause, error);
    }
  predict_text (job->model, text, text);
  return TRUE;
}

/* A line with its end, or as much of it as shows that it is too long. */
static gboolean
take_line (GString *line)
{
  int byte = 0;

  g_string_truncate (line, 0);
  errno = 0;
  while (byte != '\n' && line->len <= MAX_TEXT + 2
         && (byte = getc_unlocked (stdin)) != EOF)
    g_string_append_c (line, (char) byte);
  return line->len > 0;
}

/* What is left of a line that is too long. */
static void
drop_rest (const GString *line)
{
  int byte = line->str[line->len - 1];

  while (byte != '\n' && byte != EOF)
    byte = getc_unlocked (stdin);
}

/* Flushes after each line, for a program that waits for the answer. */
static gboolean
predict_lines (Job *job, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean done = TRUE;

  for (guint64 n = 1; done && take_line (line); n++)
    {
      done = predict_line (job, n, line->str, line->len, error)
             && cli_output_finish (error);
      if (done && line->len > MAX_TEXT)
        drop_rest (line);
    }
  if (done && !feof (stdin))
    done = ink_error_set (error, INK_ERROR_IO,
                          "standard input: cannot read: %s",
                          g_strerror (errno != 0 ? errno : EIO));
  return done;
}

static gboolean
predict_input (Job *job, const char *input, GError **error)
{
  gboolean images = ink_model_class (job->model)->input == INK_INPUT_IMAGE;

  if (strcmp (input, "-") != 0)
    return images ? predict_image_file (job, input, error)
                  : predict_text_file (job, input, error);
  if (!images)
    return predict_lines (job, error);
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "standard input: expected PNG or InkML files by name, "
                        "which %s reads; texts are for text models",
                        ink_model_class (job->model)->name);
}

static gboolean
predict_texts (const Job *job, GError **error)
{
  guint n = args.texts != NULL ? g_strv_length (args.texts) : 0;

  if (n > 0 && ink_model_class (job->model)->input != INK_INPUT_TEXT)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "--text: expected a model for texts, found %s, which "
                          "reads pictures",
                          ink_model_class (job->model)->name);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) bytes
          = g_bytes_new_static (args.texts[i], strlen (args.texts[i]));
      g_autofree char *text
          = ink_text_decode ("--text", bytes, job->encoding, error);
      g_autofree char *read = NULL;
      gsize length;

      if (text == NULL)
        return FALSE;
      if (job->mail)
        read = ink_mail_text (text, strlen (text), &length);
      predict_text (job->model, text, read != NULL ? read : text);
    }
  return TRUE;
}

static gboolean
run (char **rest, GError **error)
{
  static const char *const encodings[] = { "auto", "utf-8", "latin-1", NULL };
  g_autofree char *path = ink_shipped_models_resolve (rest[0]);
  g_autoptr (InkModel) model = NULL;
  guint encoding = INK_ENCODING_AUTO;
  gboolean done;
  Job job;

  cli_interrupt_ends ("interrupted, not all is read");
  if (!cli_take_choice ("--encoding", args.encoding, encodings, &encoding,
                        error))
    return FALSE;
  model = ink_checkpoint_load (path, error);
  if (model == NULL || (args.raw && !cli_make_raw (&model, error)))
    return FALSE;
  job = (Job) { .model = model,
                .encoding = (InkEncoding) encoding,
                .mail = args.mail || ink_model_reads_mails (model) };
  done = predict_texts (&job, error);
  for (guint i = 1; done && rest[i] != NULL; i++)
    done = predict_input (&job, rest[i], error) && cli_output_finish (error);
  if (done)
    cli_tell_skipped (job.n_skipped, job.skipped);
  g_free (job.skipped);
  return done;
}

gboolean
cli_predict (char **argv, GError **error)
{
  static const char *const names[] = { "MODEL", "INPUT", NULL };
  static const char *const model_only[] = { "MODEL", NULL };
  g_autoptr (GOptionContext) context = cli_options_new (
      "predict", "MODEL INPUT...",
      "Prints label, probability, verdict (confident, unsure, not-a-digit,\n"
      "empty) and input of each INPUT: a PNG picture or an InkML drawing for\n"
      "a model of pictures, a text file or - (the lines of standard input)\n"
      "for a model of texts. MODEL is a file, or the name of a model that\n"
      "comes with the program. Digits side by side are read as a number.");
  g_auto (GStrv) rest = NULL;
  gboolean help;

  cli_options_add_group (context, "predict", "Options of predict:", entries);
  if (!cli_options_parse (context, argv, &rest, &help, error))
    return FALSE;
  if (help)
    {
      cli_options_print_help (context);
      return TRUE;
    }
  return cli_require_arguments (
             rest, args.texts != NULL ? model_only : names, TRUE, error)
         && run (rest, error);
}
