/* Events read back from JSON, one object a line, as event-json.c writes them.
 * The lines may be anybody's: members are scalars, counts are whole, a figure
 * that is no number is one of the three that JSON lacks. A member that is not
 * known is passed over, so that a later program's lines can be read. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/json-reader.h"
#include "core/store/run-directory.h"

#define MAX_NUMBER 64 /* characters */
#define MAX_COUNT 9007199254740992.0 /* 2^53: exact in JSON's numbers */

typedef struct
{
  char *text; /* of a string; NULL for a number, true or false */
  double number;
} Value;

typedef struct
{
  const char *key;
  gsize offset;
} Figure;

static const Figure figures[] = {
  { "loss", offsetof (InkEvent, loss) },
  { "learning_rate", offsetof (InkEvent, learning_rate) },
  { "train_loss", offsetof (InkEvent, train_loss) },
  { "train_accuracy", offsetof (InkEvent, train_accuracy) },
  { "validation_loss", offsetof (InkEvent, validation_loss) },
  { "validation_accuracy", offsetof (InkEvent, validation_accuracy) },
  { "images_per_second", offsetof (InkEvent, images_per_second) },
  { "seconds", offsetof (InkEvent, seconds) },
};

static gboolean
unexpected (const InkReader *reader, const char *what, GError **error)
{
  return ink_error_set (error, INK_ERROR_FORMAT,
                        "%s: JSON byte %" G_GSIZE_FORMAT ": expected %s",
                        reader->name, reader->offset, what);
}

/* The letters, digits and signs that come next; FALSE for none or too many. */
static gboolean
take_word (InkReader *reader, char *word)
{
  gsize n = 0;

  while (reader->offset + n < reader->size && n < MAX_NUMBER)
    {
      const guint8 c = reader->bytes[reader->offset + n];

      if (!g_ascii_isalnum (c) && c != '+' && c != '-' && c != '.')
        break;
      word[n++] = (char) c;
    }
  word[MIN (n, MAX_NUMBER - 1)] = '\0';
  if (n == 0 || n >= MAX_NUMBER)
    return FALSE;
  reader->offset += n;
  return TRUE;
}

static gboolean
take_number (InkReader *reader, double *number, GError **error)
{
  char word[MAX_NUMBER + 1];
  char *end;
  InkReader at;

  while (reader->offset < reader->size
         && g_ascii_isspace (reader->bytes[reader->offset]))
    reader->offset++;
  at = *reader;
  if (!take_word (reader, word))
    return unexpected (&at, "a value", error);
  if (strcmp (word, "true") == 0 || strcmp (word, "false") == 0)
    {
      *number = word[0] == 't';
      return TRUE;
    }
  *number = g_ascii_strtod (word, &end);
  if (*end != '\0' || !isfinite (*number)
      || word[strspn (word, "0123456789+-.eE")] != '\0'
      || (word[0] != '-' && !g_ascii_isdigit (word[0])))
    {
      *reader = at;
      return unexpected (&at, "a number", error);
    }
  return TRUE;
}

static gboolean
take_value (InkReader *reader, Value *value, GError **error)
{
  const gsize before = reader->offset;

  g_clear_pointer (&value->text, g_free);
  if (!ink_json_accept (reader, '"'))
    return take_number (reader, &value->number, error);
  reader->offset = before;
  if (!ink_json_take_string (reader, "a value", &value->text, error))
    return FALSE;
  value->number = strcmp (value->text, "Infinity") == 0    ? INFINITY
                  : strcmp (value->text, "-Infinity") == 0 ? -INFINITY
                                                           : NAN;
  return TRUE;
}

static gboolean
is_count (const char *key)
{
  static const char *const keys[] = { "epoch",       "epochs",           "step",
                                      "steps",       "train_count",
                                      "validation_count", NULL };

  return g_strv_contains (keys, key);
}

static gboolean
set_count (InkEvent *event, const InkReader *reader, const char *key,
           const Value *value, GError **error)
{
  const gboolean wide = g_str_has_prefix (key, "step");

  if (value->text != NULL || value->number < 0
      || value->number > (wide ? MAX_COUNT : G_MAXUINT)
      || floor (value->number) != value->number)
    return unexpected (reader, "a count before it", error);
  if (strcmp (key, "step") == 0)
    event->step = (guint64) value->number;
  else if (strcmp (key, "steps") == 0)
    event->steps_total = (guint64) value->number;
  else if (strcmp (key, "train_count") == 0)
    event->n_train = (guint) value->number;
  else if (strcmp (key, "validation_count") == 0)
    event->n_validation = (guint) value->number;
  else
    event->epoch = (guint) value->number;
  return TRUE;
}

static gboolean
set_figure (InkEvent *event, const InkReader *reader, const char *key,
            const Value *value, GError **error)
{
  const gboolean named = value->text == NULL || !isnan (value->number)
                         || strcmp (value->text, "NaN") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      if (strcmp (figures[i].key, key) != 0)
        continue;
      if (!named)
        return unexpected (reader, "a figure before it", error);
      *(double *) ((char *) event + figures[i].offset) = value->number;
    }
  return TRUE;
}

static gboolean
set_kind (InkEvent *event, const InkReader *reader, const Value *value,
          gboolean *known, GError **error)
{
  static const char *const kinds[] = { "start", "step", "epoch", "end" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (value->text, kinds[i]) == 0)
      {
        event->kind = (InkEventKind) i;
        *known = TRUE;
        return TRUE;
      }
  return unexpected (reader, "the name of an event before it", error);
}

static gboolean
set_reason (InkEvent *event, const InkReader *reader, const Value *value,
            GError **error)
{
  for (guint i = INK_END_COMPLETED; i <= INK_END_DIVERGED; i++)
    if (g_strcmp0 (value->text, ink_end_reason_name ((InkEndReason) i)) == 0)
      {
        event->reason = (InkEndReason) i;
        return TRUE;
      }
  return unexpected (reader, "the reason of an end before it", error);
}

static gboolean
set_member (InkEvent *event, const InkReader *reader, const char *key,
            const Value *value, gboolean *known, GError **error)
{
  if (strcmp (key, "event") == 0)
    return set_kind (event, reader, value, known, error);
  if (strcmp (key, "reason") == 0)
    return set_reason (event, reader, value, error);
  if (is_count (key))
    return set_count (event, reader, key, value, error);
  if (strcmp (key, "rate_changed") == 0)
    event->rate_changed = value->text == NULL && value->number == 1;
  return set_figure (event, reader, key, value, error);
}

static gboolean
take_members (InkReader *reader, InkEvent *event, gboolean *known,
              GError **error)
{
  Value value = { NULL, NAN };
  gboolean more = FALSE;
  gboolean fine = TRUE;
  guint n = 0;

  while ((fine = ink_json_next (reader, '}', &n, &more, error)) && more)
    {
      g_autofree char *key = NULL;

      fine = ink_json_take_string (reader, "a name", &key, error)
             && ink_json_expect (reader, ':', "`:`", error)
             && take_value (reader, &value, error)
             && set_member (event, reader, key, &value, known, error);
      if (!fine)
        break;
    }
  g_free (value.text);
  return fine;
}

gboolean
ink_event_from_json (const char *name, const char *line, gsize size,
                     InkEvent *event, GError **error)
{
  InkReader reader;
  InkEvent read;
  gboolean known = FALSE;

  ink_reader_init (&reader, name, line, size);
  ink_event_init (&read, INK_EVENT_START);
  if (!ink_json_expect (&reader, '{', "`{`", error)
      || !take_members (&reader, &read, &known, error)
      || !ink_json_expect_end (&reader, error))
    return FALSE;
  if (!known)
    return unexpected (&reader, "the name of an event in the line", error);
  *event = read;
  return TRUE;
}

/* A line without its end is what a run that was killed left of its last. */
static gboolean
read_lines (const char *path, const char *text, gsize size, GArray *events,
            GError **error)
{
  const char *end;
  guint64 steps = 0;
  guint number = 0;

  for (const char *line = text;
       (end = memchr (line, '\n', size - (gsize) (line - text))) != NULL;
       line = end + 1)
    {
      InkEvent event;

      number++;
      if (!ink_event_from_json (path, line, (gsize) (end - line), &event,
                                error))
        {
          g_prefix_error (error, "line %u: ", number);
          return FALSE;
        }
      steps = MAX (steps, event.step);
      if (event.kind == INK_EVENT_END)
        event.step = steps; /* which the line does not say */
      g_array_append_val (events, event);
    }
  return TRUE;
}

GArray *
ink_run_directory_read_events (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "events.jsonl", NULL);
  g_autoptr (GBytes) bytes
      = ink_file_read (path, INK_RUN_EVENTS_MAX, error);
  g_autoptr (GArray) events = NULL;
  gsize size;
  const char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  events = g_array_new (FALSE, FALSE, sizeof (InkEvent));
  if (size > 0 && !read_lines (path, text, size, events, error))
    return NULL;
  return g_steal_pointer (&events);
}
