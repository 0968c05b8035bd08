/* InkML read by GMarkup, which expands no entities of a document's own. Of a
 * trace, points are separated by commas and values by blanks (or by nothing
 * where a sign begins the next); ' and " open first and second differences, !
 * returns to plain values (InkML 3.2.1). Times become those since the first
 * point of the document, and never run backwards, as some programs begin again
 * at 0 with every trace. What is of no use here (brushes, timestamps,
 * annotations) is read over. */
#include "core/data/inkml.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"

#define MAX_CHANNELS 32

typedef enum
{
  MODE_PLAIN,
  MODE_VELOCITY,
  MODE_ACCELERATION,
} Mode;

typedef struct
{
  const char *name; /* of the file */
  GMarkupParseContext *context;
  InkDrawing *drawing;
  GString *trace;       /* text of the open trace, or NULL */
  int trace_line;       /* where it began */
  guint depth;
  gboolean has_root;
  guint n_channels;      /* declared; 0 before any traceFormat */
  int x, y, force, time; /* their places; force and time may be -1 */
  double x_sign, y_sign; /* -1 where values grow to the left, upwards */
  double force_minimum;
  double force_maximum;  /* 0 where unknown */
  double time_unit;      /* in ms */
  gboolean time_follows; /* is since the trace's timeOffset */
  double time_offset;    /* of the open trace, in ms */
  double time_origin;    /* is subtracted from a trace's times */
  double latest;         /* of all points; -1 before the first */
} Parse;

/* Where one trace's text is read. */
typedef struct
{
  const char *at;
  Mode mode[MAX_CHANNELS];
  double value[MAX_CHANNELS];
  double velocity[MAX_CHANNELS];
} Trace;

static int
current_line (const Parse *parse)
{
  int line = 0;

  g_markup_parse_context_get_position (parse->context, &line, NULL);
  return line;
}

static const char *
local_name (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static const char *
attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return values[i];
  return NULL;
}

static void
start_format (Parse *parse)
{
  parse->n_channels = 0;
  parse->x = parse->y = parse->force = parse->time = -1;
  parse->force_minimum = parse->force_maximum = 0;
  parse->x_sign = parse->y_sign = 1;
}

/* (nullable) */
static double
number_or (const char *text, double otherwise)
{
  double number = text != NULL ? g_ascii_strtod (text, NULL) : otherwise;

  return isfinite (number) ? number : otherwise;
}

static double
axis_sign (const char **names, const char **values)
{
  const char *orientation = attribute (names, values, "orientation");

  return g_strcmp0 (orientation, "-ve") == 0 ? -1 : 1;
}

static void
set_time_channel (Parse *parse, const char **names, const char **values)
{
  const char *units = attribute (names, values, "units");

  parse->time = (int) parse->n_channels - 1;
  parse->time_unit = g_strcmp0 (units, "s") == 0    ? 1000
                     : g_strcmp0 (units, "us") == 0 ? 1e-3
                     : g_strcmp0 (units, "ns") == 0 ? 1e-6
                                                    : 1;
  parse->time_follows = attribute (names, values, "respectTo") == NULL;
}

static gboolean
add_channel (Parse *parse, const char **names, const char **values,
             GError **error)
{
  const char *name = attribute (names, values, "name");
  int place = (int) parse->n_channels;

  if (parse->n_channels == MAX_CHANNELS)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: line %d: expected at most %d channels",
                          parse->name, current_line (parse), MAX_CHANNELS);
  parse->n_channels++;
  if (g_strcmp0 (name, "X") == 0)
    {
      parse->x = place;
      parse->x_sign = axis_sign (names, values);
    }
  else if (g_strcmp0 (name, "Y") == 0)
    {
      parse->y = place;
      parse->y_sign = axis_sign (names, values);
    }
  else if (g_strcmp0 (name, "F") == 0)
    {
      parse->force = place;
      parse->force_minimum = number_or (attribute (names, values, "min"), 0);
      parse->force_maximum = number_or (attribute (names, values, "max"), 0);
    }
  else if (g_strcmp0 (name, "T") == 0)
    set_time_channel (parse, names, values);
  return TRUE;
}

static gboolean
end_format (Parse *parse, GError **error)
{
  if (parse->n_channels == 0)
    {
      parse->x = 0;
      parse->y = 1;
    }
  if (parse->x >= 0 && parse->y >= 0)
    return TRUE;
  return ink_error_set (error, INK_ERROR_FORMAT,
                        "%s: line %d: expected channels X and Y in the "
                        "traceFormat, found no %s",
                        parse->name, current_line (parse),
                        parse->x < 0 ? "X" : "Y");
}

static void
skip_blanks (Trace *trace)
{
  while (g_ascii_isspace (*trace->at))
    trace->at++;
}

/* The prefix of a value, if any; it holds for the channel until another. */
static void
take_mode (Trace *trace, guint channel)
{
  if (channel < MAX_CHANNELS && strchr ("!'\"", *trace->at) != NULL
      && *trace->at != '\0')
    {
      trace->mode[channel] = *trace->at == '!'    ? MODE_PLAIN
                             : *trace->at == '\'' ? MODE_VELOCITY
                                                  : MODE_ACCELERATION;
      trace->at++;
      skip_blanks (trace);
    }
}

/* A decimal number; strtod alone would also take "nan", "inf" and "0x1p3". */
static gboolean
take_number (Trace *trace, double *number)
{
  gsize span = strspn (trace->at, "0123456789.+-eE");
  char *end;

  *number = g_ascii_strtod (trace->at, &end);
  if (end == trace->at || (gsize) (end - trace->at) > span
      || !isfinite (*number))
    return FALSE;
  trace->at = end;
  return TRUE;
}

static gboolean
take_value (Trace *trace, guint channel)
{
  double number;

  take_mode (trace, channel);
  if (!take_number (trace, &number))
    return FALSE;
  if (channel >= MAX_CHANNELS)
    return TRUE;
  if (trace->mode[channel] == MODE_ACCELERATION)
    number = trace->velocity[channel] += number;
  else if (trace->mode[channel] == MODE_VELOCITY)
    trace->velocity[channel] = number;
  if (trace->mode[channel] == MODE_PLAIN)
    trace->value[channel] = number;
  else
    trace->value[channel] += number;
  return TRUE;
}

/* Values of one point up to the comma; T, F, * and ? stand for values of
 * channels that are not needed. */
static gboolean
take_point (Trace *trace, guint *n_values)
{
  *n_values = 0;
  for (skip_blanks (trace); *trace->at != ',' && *trace->at != '\0';
       skip_blanks (trace))
    {
      if (*n_values >= 2 && strchr ("TF*?", *trace->at) != NULL)
        trace->at++;
      else if (!take_value (trace, *n_values))
        return FALSE;
      ++*n_values;
    }
  return TRUE;
}

/* The beginning of text out of a file, fit for a message. */
static char *
shown (const char *text)
{
  g_autofree char *start = g_strndup (text, 24);

  return g_strescape (start, "\"'");
}

static gboolean
trace_error (const Parse *parse, const char *found, GError **error)
{
  g_autofree char *start = shown (found);

  return ink_error_set (error, INK_ERROR_FORMAT,
                        "%s: trace at line %d: expected points as \"x y, x y\" "
                        "in finite numbers, found \"%s\"",
                        parse->name, parse->trace_line, start);
}

static float
point_pressure (const Parse *parse, const Trace *trace, guint n_values)
{
  double range = parse->force_maximum - parse->force_minimum;

  if (parse->force < 0 || parse->force >= (int) n_values || !(range > 0))
    return 0.5f;
  return (float) ((trace->value[parse->force] - parse->force_minimum) / range);
}

/* One that the point does not tell is that of the point before. */
static double
point_time (Parse *parse, const Trace *trace, guint n_values,
            gboolean is_first)
{
  double time;

  if (parse->time < 0)
    return 0;
  if (parse->time >= (int) n_values)
    return fmax (parse->latest, 0);
  time = trace->value[parse->time] * parse->time_unit
         + (parse->time_follows ? parse->time_offset : 0);
  if (parse->latest < 0)
    parse->time_origin = time;
  else if (is_first && time - parse->time_origin < parse->latest)
    parse->time_origin = time - parse->latest;
  time -= parse->time_origin;
  parse->latest = fmax (parse->latest, isfinite (time) ? time : 0);
  return parse->latest;
}

static gboolean
add_point (Parse *parse, const Trace *trace, guint n_values,
           gboolean is_first, GError **error)
{
  InkPoint point
      = { .x = trace->value[parse->x] * parse->x_sign,
          .y = trace->value[parse->y] * parse->y_sign,
          .pressure = point_pressure (parse, trace, n_values),
          .time = point_time (parse, trace, n_values, is_first) };

  if (ink_drawing_append (parse->drawing, &point))
    return TRUE;
  if (!isfinite (point.x) || !isfinite (point.y))
    return trace_error (parse, "an infinite sum", error);
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "%s: trace at line %d: expected at most %d points in "
                        "all, found more",
                        parse->name, parse->trace_line, INK_DRAWING_MAX_POINTS);
}

static gboolean
end_trace (Parse *parse, const char *text, GError **error)
{
  Trace trace = { .at = text };
  guint needed = (guint) MAX (parse->x, parse->y) + 1;

  if (parse->x < 0 || parse->y < 0) /* inside a traceFormat */
    return trace_error (parse, "a trace before the channels X and Y", error);
  skip_blanks (&trace);
  if (*trace.at == '\0')
    return TRUE;
  ink_drawing_begin_stroke (parse->drawing);
  for (gboolean is_first = TRUE;; is_first = FALSE)
    {
      const char *start = trace.at;
      guint n_values;

      if (!take_point (&trace, &n_values))
        return trace_error (parse, trace.at, error);
      if (n_values < needed)
        return trace_error (parse, start, error);
      if (!add_point (parse, &trace, n_values, is_first, error))
        return FALSE;
      if (*trace.at == '\0')
        return TRUE;
      trace.at++;
    }
}

static void
start_element_cb (GMarkupParseContext *context, const char *element,
                  const char **names, const char **values, gpointer user_data,
                  GError **error)
{
  Parse *parse = user_data;
  const char *name = local_name (element);

  parse->has_root = TRUE;
  if (parse->depth++ == 0 && strcmp (name, "ink") != 0)
    {
      g_autofree char *start = shown (element);

      ink_error_set (error, INK_ERROR_FORMAT,
                     "%s: line %d: expected InkML's <ink>, found <%s>",
                     parse->name, current_line (parse), start);
    }
  else if (strcmp (name, "traceFormat") == 0)
    start_format (parse);
  else if (strcmp (name, "channel") == 0)
    add_channel (parse, names, values, error);
  else if (strcmp (name, "trace") == 0 && parse->trace == NULL
           && g_strcmp0 (attribute (names, values, "type"), "penUp") != 0)
    {
      parse->trace = g_string_new (NULL);
      parse->trace_line = current_line (parse);
      parse->time_offset
          = number_or (attribute (names, values, "timeOffset"), 0);
    }
}

static void
end_element_cb (GMarkupParseContext *context, const char *element,
                gpointer user_data, GError **error)
{
  Parse *parse = user_data;
  const char *name = local_name (element);

  parse->depth--;
  if (strcmp (name, "traceFormat") == 0)
    end_format (parse, error);
  else if (strcmp (name, "trace") == 0 && parse->trace != NULL)
    {
      g_autofree char *text = g_string_free (parse->trace, FALSE);

      parse->trace = NULL;
      end_trace (parse, text, error);
    }
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize size,
         gpointer user_data, GError **error)
{
  Parse *parse = user_data;

  if (parse->trace != NULL)
    g_string_append_len (parse->trace, text, (gssize) size);
}

static const GMarkupParser markup_parser = {
  .start_element = start_element_cb,
  .end_element = end_element_cb,
  .text = text_cb,
};

/* Moves GMarkup's own errors to our domain. */
static void
take_error (Parse *parse, gboolean at_end, GError *cause, GError **error)
{
  if (cause->domain == INK_ERROR)
    g_propagate_error (error, cause);
  else
    {
      g_autofree char *message = g_utf8_make_valid (cause->message, -1);

      ink_error_set (error, at_end ? INK_ERROR_TRUNCATED : INK_ERROR_FORMAT,
                     "%s: line %d: expected a whole InkML document: %s",
                     parse->name, current_line (parse), message);
      g_error_free (cause);
    }
}

static gboolean
run_parser (Parse *parse, const char *text, gsize size, GError **error)
{
  GError *cause = NULL;
  gboolean at_end = FALSE;
  gboolean done;

  done = g_markup_parse_context_parse (parse->context, text, (gssize) size,
                                       &cause);
  if (done)
    {
      at_end = TRUE;
      done = g_markup_parse_context_end_parse (parse->context, &cause);
    }
  if (!done)
    take_error (parse, at_end, cause, error);
  else if (!parse->has_root) /* which GMarkup does not mind */
    return ink_error_set (error, INK_ERROR_TRUNCATED,
                          "%s: line %d: expected InkML's <ink>, found the end",
                          parse->name, current_line (parse));
  return done;
}

InkDrawing *
ink_inkml_parse (const char *name, const char *text, gsize size, GError **error)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  Parse parse = { .name = name, .drawing = drawing, .latest = -1 };
  gboolean done;

  start_format (&parse);
  end_format (&parse, NULL);
  if (size > INK_INKML_MAX_FILE)
    {
      ink_error_set (error, INK_ERROR_LIMIT,
                     "%s: expected at most %d bytes, found %" G_GSIZE_FORMAT,
                     name, INK_INKML_MAX_FILE, size);
      return NULL;
    }
  if (size >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      size -= 3;
    }
  parse.context = g_markup_parse_context_new (
      &markup_parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &parse, NULL);
  done = run_parser (&parse, text, size, error);
  g_markup_parse_context_free (parse.context);
  if (parse.trace != NULL)
    g_string_free (parse.trace, TRUE);
  return done ? g_steal_pointer (&drawing) : NULL;
}

InkDrawing *
ink_inkml_read (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = ink_file_read (path, INK_INKML_MAX_FILE, error);
  const char *text;
  gsize size;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  return ink_inkml_parse (path, text != NULL ? text : "", size, error);
}
