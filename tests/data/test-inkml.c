/* InkML in and out: what is written reads back bit for bit, what others write
 * is understood, and damage is named by file and line. */
#include "core/data/inkml.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/error.h"

static InkDrawing *
parse (const char *text, GError **error)
{
  return ink_inkml_parse ("a.inkml", text, strlen (text), error);
}

/* "1,2 3,4 | 5,6": strokes and points. */
static char *
shown (const InkDrawing *drawing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      g_string_append (text, i > 0 ? " |" : "");
      for (guint k = 0; k < n; k++)
        g_string_append_printf (text, "%s%g,%g", text->len > 0 ? " " : "",
                                points[k].x, points[k].y);
    }
  return g_string_free (text, FALSE);
}

static void
assert_reads (const char *body, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("<ink>%s</ink>", body);
  g_autoptr (InkDrawing) drawing = parse (text, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = shown (drawing);
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_fails (const char *text, InkError code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, &error));
  g_assert_error (error, INK_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, "a.inkml: "));
  if (strstr (error->message, part) == NULL)
    g_error ("no \"%s\" in \"%s\"", part, error->message);
}

static void
assert_times (const char *body, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("<ink>%s</ink>", body);
  g_autoptr (InkDrawing) drawing = parse (text, &error);
  GString *found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      for (guint k = 0; k < n; k++)
        g_string_append_printf (found, "%g ", points[k].time);
    }
  g_assert_cmpstr (g_strchomp (found->str), ==, expected);
  g_string_free (found, TRUE);
}

static InkDrawing *
odd_drawing (gboolean pressure)
{
  InkDrawing *drawing = ink_drawing_new ();

  ink_drawing_begin_stroke (drawing);
  ink_drawing_add_point (drawing, 0.1, -1.0 / 3, pressure ? 0.1f : 0.5f);
  ink_drawing_add_point (drawing, 1e300, 5e-324, pressure ? 1 : 0.5f);
  ink_drawing_begin_stroke (drawing);
  ink_drawing_add_point (drawing, -0.0, 12345678.9012345678, 0.5f);
  return drawing;
}

static void
assert_same (const InkDrawing *a, const InkDrawing *b)
{
  g_assert_cmpuint (ink_drawing_n_strokes (a), ==, ink_drawing_n_strokes (b));
  for (guint i = 0; i < ink_drawing_n_strokes (a); i++)
    {
      guint n, m;
      const InkPoint *p = ink_drawing_stroke (a, i, &n);
      const InkPoint *q = ink_drawing_stroke (b, i, &m);

      g_assert_cmpuint (n, ==, m);
      for (guint k = 0; k < n; k++)
        {
          g_assert_cmpfloat (p[k].x, ==, q[k].x);
          g_assert_cmpfloat (p[k].y, ==, q[k].y);
          g_assert_cmpfloat (p[k].pressure, ==, q[k].pressure);
          g_assert_cmpfloat (p[k].time, ==, q[k].time);
        }
    }
}

static void
test_round_trip (void)
{
  for (int pressure = 0; pressure < 2; pressure++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (InkDrawing) drawing = odd_drawing (pressure);
      g_autofree char *text = ink_inkml_format (drawing);
      g_autoptr (InkDrawing) back = parse (text, &error);

      g_assert_no_error (error);
      assert_same (drawing, back);
      g_assert_cmpint (strstr (text, "\"F\"") != NULL, ==, pressure);
    }
}

static void
test_round_trip_times (void)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  g_autoptr (InkDrawing) back = NULL;
  g_autofree char *text = NULL;

  for (int i = 0; i < 3; i++)
    ink_drawing_append (drawing, &(InkPoint) { i, 1, 0.5f, i / 3.0 });
  ink_drawing_begin_stroke (drawing);
  ink_drawing_append (drawing, &(InkPoint) { 1, 1, 0.25f, 1e9 });
  text = ink_inkml_format (drawing);
  g_assert_nonnull (strstr (text, "name=\"T\" type=\"decimal\" units=\"ms\""));
  back = parse (text, NULL);
  assert_same (drawing, back);
}

#define XYT(attributes)                                                        \
  "<context><traceFormat><channel name='X'/><channel name='Y'/>"               \
  "<channel name='T' " attributes "/></traceFormat></context>"

static void
test_times (void)
{
  assert_times ("<trace>1 2 3, 4 5 6</trace>", "0 0");
  assert_times (XYT ("units='ms'") "<trace>0 0 1000, 0 0 1010</trace>"
                                   "<trace>0 0 1500</trace>",
                "0 10 500");
  assert_times (XYT ("units='s'") "<trace>0 0 1.5, 0 0 1.75</trace>", "0 250");
  assert_times (XYT ("") "<trace>0 0 '5, 1 1 10, 1 1 10</trace>", "0 10 20");
  /* Of a trace's own, with and without an offset. */
  assert_times (XYT ("") "<trace>0 0 0, 0 0 8</trace><trace>0 0 0, 0 0 4"
                         "</trace>",
                "0 8 8 12");
  assert_times (XYT ("") "<trace timeOffset='100'>0 0 0, 0 0 8</trace>"
                         "<trace timeOffset='300'>0 0 0, 0 0 4</trace>",
                "0 8 200 204");
  assert_times (XYT ("respectTo='#t'")
                "<trace timeOffset='100'>0 0 7</trace>"
                "<trace timeOffset='9'>0 0 8</trace>",
                "0 1");
  /* A point that tells none, and clocks that jump back. */
  assert_times (XYT ("") "<trace>0 0 5, 0 0, 0 0 9</trace>", "0 0 4");
  assert_times (XYT ("") "<trace>0 0 5, 0 0 2, 0 0 9</trace>", "0 0 4");
  assert_times (XYT ("") "<trace timeOffset='nan'>0 0 -1e308, 0 0 1e308"
                         "</trace>",
                "0 0");
  assert_times (XYT ("units='s'") "<trace>0 0 1e307, 0 0 1e308</trace>",
                "0 0");
}

static void
test_pressure_range (void)
{
  const char *text
      = "<ink><traceFormat><channel name='X'/><channel name='Y'/>"
        "<channel name='F' min='100' max='300'/></traceFormat>"
        "<trace>0 0 100, 0 0 150, 0 0 300, 0 0 900, 0 0</trace></ink>";
  const float wanted[] = { 0, 0.25f, 1, 1, 0.5f };
  g_autoptr (InkDrawing) drawing = parse (text, NULL);
  guint n;
  const InkPoint *points = ink_drawing_stroke (drawing, 0, &n);

  g_assert_cmpuint (n, ==, 5);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (points[i].pressure, ==, wanted[i]);
}

static void
test_orientation (void)
{
  assert_reads ("<traceFormat><channel name='X' orientation='+ve'/>"
                "<channel name='Y' orientation='-ve'/></traceFormat>"
                "<trace>1 2, 3 4</trace>",
                "1,-2 3,-4");
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.inkml", NULL);
  g_autoptr (InkDrawing) drawing = odd_drawing (TRUE);
  g_autoptr (InkDrawing) back = NULL;

  g_assert_null (ink_inkml_read (path, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  ink_inkml_write (drawing, path, &error);
  g_assert_no_error (error);
  back = ink_inkml_read (path, &error);
  g_assert_no_error (error);
  assert_same (drawing, back);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_dialects (void)
{
  assert_reads ("", "");
  assert_reads ("<trace/><trace> </trace>", "");
  assert_reads ("<trace>1 2, 3 4</trace><trace>\n5 6\n</trace>",
                "1,2 3,4 | 5,6");
  assert_reads ("<trace>10 0 9 8,11 1 9 8</trace>", "10,0 11,1");
  assert_reads ("<trace>1-2,-3+4</trace>", "1,-2 -3,4");
  assert_reads ("<trace>10 20, '1'2, 3 4, !7!8</trace>",
                "10,20 11,22 14,26 7,8");
  assert_reads ("<trace>1125 18432,'23'43,\"7\"-8,3-5,7 -3</trace>",
                "1125,18432 1148,18475 1178,18510 1211,18540 1251,18567");
  assert_reads ("<trace>1 2 T, 3 4 F, 5 6 ?</trace>", "1,2 3,4 5,6");
  assert_reads ("<trace type='penUp'>1 2</trace><trace>3 4</trace>", "3,4");
  assert_reads ("<traceGroup><trace>1 2</trace></traceGroup>"
                "<annotation>7 8</annotation>",
                "1,2");
  assert_reads ("<trace><![CDATA[1 2]]></trace>", "1,2");
  assert_reads ("<!-- <trace>9 9</trace> --><trace>1 &#50;</trace>", "1,2");
}

static void
test_formats (void)
{
  const char *ordered
      = "<traceFormat><channel name='T'/><channel name='Y'/>"
        "<channel name='F' max='1024'/><channel name='X'/></traceFormat>"
        "<trace>5 20 512 10, 6 21 1024 11</trace>";
  g_autofree char *text = g_strdup_printf ("<ink>%s</ink>", ordered);
  g_autoptr (InkDrawing) drawing = parse (text, NULL);
  guint n;

  assert_reads (ordered, "10,20 11,21");
  g_assert_cmpfloat (ink_drawing_stroke (drawing, 0, &n)[0].pressure, ==,
                     0.5f);
  g_assert_cmpfloat (ink_drawing_stroke (drawing, 0, &n)[1].pressure, ==, 1);
  assert_fails ("<ink><traceFormat>\n<channel name='X'/></traceFormat></ink>",
                INK_ERROR_FORMAT, "line 2");
  assert_fails ("<ink><traceFormat><trace>1 2</trace></traceFormat></ink>",
                INK_ERROR_FORMAT, "line 1");
  assert_reads ("<traceFormat></traceFormat><trace>1 2</trace>", "1,2");
}

static void
test_too_many_channels (void)
{
  GString *text = g_string_new ("<ink><traceFormat>");

  for (int i = 0; i < 40; i++)
    g_string_append (text, "<channel name='Z'/>");
  g_string_append (text, "</traceFormat></ink>");
  assert_fails (text->str, INK_ERROR_LIMIT, "32");
  g_string_free (text, TRUE);
}

static void
test_damage (void)
{
  assert_fails ("", INK_ERROR_TRUNCATED, "");
  assert_fails ("plain text", INK_ERROR_FORMAT, "line 1");
  assert_fails ("<svg/>", INK_ERROR_FORMAT, "<svg>");
  assert_fails ("<ink>\n\n<trace>1 x</trace></ink>", INK_ERROR_FORMAT,
                "line 3");
  assert_fails ("<ink><trace>1</trace></ink>", INK_ERROR_FORMAT, "\"1\"");
  assert_fails ("<ink><trace>1 2,</trace></ink>", INK_ERROR_FORMAT, "");
  assert_fails ("<ink><trace>nan 2</trace></ink>", INK_ERROR_FORMAT, "nan");
  assert_fails ("<ink><trace>1 inf</trace></ink>", INK_ERROR_FORMAT, "inf");
  assert_fails ("<ink><trace>1e999 2</trace></ink>", INK_ERROR_FORMAT, "");
  assert_fails ("<ink><trace>0x10 2</trace></ink>", INK_ERROR_FORMAT, "x10");
  assert_fails ("<ink><trace>1e308 0,'1e308'0</trace></ink>", INK_ERROR_FORMAT,
                "infinite");
  assert_fails ("<ink><trace>1 \xC3\xA9</trace></ink>", INK_ERROR_FORMAT, "");
  assert_fails ("<ink><trace>1 \xFF</trace></ink>", INK_ERROR_FORMAT, "line 1");
}

/* The first entity that the document defines itself is refused. */
static void
test_entities (void)
{
  assert_fails ("<!DOCTYPE ink [<!ENTITY a '1 2, 1 2'>]>"
                "<ink><trace>&a;</trace></ink>",
                INK_ERROR_FORMAT, "");
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new ("<ink><trace>0 0");

  for (int i = 0; i < INK_DRAWING_MAX_POINTS; i++)
    g_string_append (text, ",0 0");
  g_string_append (text, "</trace></ink>");
  assert_fails (text->str, INK_ERROR_LIMIT, "200000");
  g_string_set_size (text, INK_INKML_MAX_FILE + 1);
  g_assert_null (ink_inkml_parse ("b", text->str, text->len, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_LIMIT);
  g_string_free (text, TRUE);
}

/* Every cut but those of the last newline is an error, never a drawing. */
static void
test_cut (void)
{
  g_autoptr (InkDrawing) drawing = odd_drawing (TRUE);
  g_autofree char *text = ink_inkml_format (drawing);
  gsize end = strlen (text) - 1;

  for (gsize n = 0; n < end; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *part = g_strndup (text, n);
      g_autoptr (InkDrawing) read = NULL;

      read = ink_inkml_parse ("a", part, n, &error);
      if (read != NULL)
        g_error ("cut at %zu of %zu: read \"%s\"", n, end, part);
      g_assert_error (error, INK_ERROR, INK_ERROR_TRUNCATED);
    }
}

/* Any byte may change to anything: an error or a drawing, never a crash. */
static void
test_changed (void)
{
  g_autoptr (InkDrawing) drawing = odd_drawing (TRUE);
  g_autofree char *text = ink_inkml_format (drawing);
  gsize size = strlen (text);
  const char bytes[] = { '\0', '<', '>', '"', '&', ',', '9', '\xFF' };

  for (gsize i = 0; i < size; i++)
    for (gsize k = 0; k < sizeof bytes; k++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *copy = g_strndup (text, size);
        g_autoptr (InkDrawing) read = NULL;

        copy[i] = bytes[k];
        read = ink_inkml_parse ("a", copy, size, &error);
        g_assert_true ((read == NULL) == (error != NULL));
        if (error != NULL)
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/inkml/round-trip", test_round_trip);
  g_test_add_func ("/data/inkml/round-trip-times", test_round_trip_times);
  g_test_add_func ("/data/inkml/times", test_times);
  g_test_add_func ("/data/inkml/pressure-range", test_pressure_range);
  g_test_add_func ("/data/inkml/orientation", test_orientation);
  g_test_add_func ("/data/inkml/file", test_file);
  g_test_add_func ("/data/inkml/dialects", test_dialects);
  g_test_add_func ("/data/inkml/formats", test_formats);
  g_test_add_func ("/data/inkml/too-many-channels", test_too_many_channels);
  g_test_add_func ("/data/inkml/damage", test_damage);
  g_test_add_func ("/data/inkml/entities", test_entities);
  g_test_add_func ("/data/inkml/limits", test_limits);
  g_test_add_func ("/data/inkml/cut", test_cut);
  g_test_add_func ("/data/inkml/changed", test_changed);
  return g_test_run ();
}
