/* How long it takes from a key press to the changed page Text: a character is
 * put in or taken out at a random place of a text of 2,000 words, a model of
 * made-up words and 20 classes reads it, and bars and tints are set; then a
 * frame is painted, by GTK's renderer without a graphics card. One line of
 * JSON: the median, the 99th percentile and the most of each, by the clock (ms)
 * and by what the thread itself worked, which is all of it unless the machine
 * has other work to do. Needs a display. Usage: bench-text-page EVENTS
 * FEATURES */
#include <stdio.h>
#include <stdlib.h>

#include <adwaita.h>

#include "core/model/naive-bayes.h"
#include "tests/bench/widget-times.h"
#include "ui/text/page-text.h"

#define WIDTH 1400
#define HEIGHT 900
#define N_CLASSES 20
#define N_WORDS 2000
#define LINE_WORDS 60
#define WARM_UP 30
#define FRAME_EVERY 10 /* events */
#define MOST_EVENTS 100000
#define MOST_FEATURES 1000000
#define TRAINING_WORDS 100 /* of a text to learn from */

typedef struct
{
  Times times;
  guint32 n_features;
  GRand *rand;
  GtkTextBuffer *buffer;
  gboolean painted;
} Bench;

/* ---- made-up texts ------------------------------------------------------ */

/* Words of four to nine letters, each number a different one. */
static void
append_word (GString *text, guint32 number)
{
  static const char *const syllables[]
      = { "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu",
          "na", "pe", "ri", "so", "tu", "va", "we", "xi", "yo", "zu" };

  g_string_append (text, text->len > 0 ? " " : "");
  for (guint i = 0; i < 2 || number > 0; i++, number /= 20)
    g_string_append (text, syllables[number % 20]);
}

/* The more frequent the smaller, about as in a language; other ones in each
 * class. */
static guint32
random_word (Bench *bench, guint class_index)
{
  double u = g_rand_double (bench->rand);
  guint32 rank = (guint32) (bench->n_features * u * u * u * u);

  if (g_rand_int (bench->rand) % 2 == 0)
    return rank;
  return (rank * N_CLASSES + class_index) % bench->n_features;
}

/* Every word comes up in one text at least. */
static InkModel *
train (Bench *bench)
{
  static char *classes[N_CLASSES + 1];
  const guint own = 25;
  guint n = (bench->n_features + own - 1) / own;
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  guint32 *labels = g_new (guint32, n);
  g_autoptr (InkTextSet) set = NULL;
  InkModel *model;

  for (guint c = 0; c < N_CLASSES; c++)
    classes[c] = g_strdup_printf ("topic.of.class-%02u", c + 1);
  for (guint i = 0; i < n; i++)
    {
      GString *text = g_string_new (NULL);

      labels[i] = i % N_CLASSES;
      for (guint w = 0; w < own; w++)
        append_word (text, MIN (i * own + w, bench->n_features - 1));
      for (guint w = own; w < TRAINING_WORDS; w++)
        append_word (text, random_word (bench, labels[i]));
      g_ptr_array_add (texts, g_string_free (text, FALSE));
    }
  set = ink_text_set_new ("made-up", texts,
                          g_bytes_new_take (labels, n * sizeof *labels),
                          g_strdupv (classes), NULL);
  model = ink_naive_bayes_train (set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, NULL);
  for (guint c = 0; c < N_CLASSES; c++)
    g_free (classes[c]);
  return model;
}

static char *
make_text (Bench *bench)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_WORDS; i++)
    {
      append_word (text, random_word (bench, 3));
      if (i % LINE_WORDS == LINE_WORDS - 1)
        g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* ---- the page ----------------------------------------------------------- */

static GtkTextView *
find_view (GtkWidget *widget)
{
  if (GTK_IS_TEXT_VIEW (widget))
    return GTK_TEXT_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkTextView *found = find_view (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
window_new (Bench *bench, InkWorkbench *workbench)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = ink_page_text_new (workbench);

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  bench->buffer = gtk_text_view_get_buffer (find_view (page));
  while (gtk_widget_get_width (page) == 0)
    g_main_context_iteration (NULL, TRUE);
  watch_frames (window, &bench->painted);
  return window;
}

/* ---- measuring ---------------------------------------------------------- */

/* Puts a letter in, or takes one out. */
static void
press_key (Bench *bench)
{
  int length = gtk_text_buffer_get_char_count (bench->buffer);
  int at = g_rand_int_range (bench->rand, 0, length - 1);
  GtkTextIter start, end;
  /* ended by NUL: GTK tells assistive technology of it whatever its length */
  const char letter[]
      = { (char) ('a' + g_rand_int_range (bench->rand, 0, 26)), '\0' };

  gtk_text_buffer_get_iter_at_offset (bench->buffer, &start, at);
  end = start;
  gtk_text_iter_forward_char (&end);
  if (g_rand_boolean (bench->rand))
    gtk_text_buffer_insert (bench->buffer, &start, letter, 1);
  else
    gtk_text_buffer_delete (bench->buffer, &start, &end);
}

static gboolean
time_over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* What comes after bars and tints is over. */
static void
settle (void)
{
  gboolean over = FALSE;

  g_timeout_add (20, time_over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
measure_event (Bench *bench, double *clock, double *work)
{
  *clock = now_ms (CLOCK_MONOTONIC);
  *work = now_ms (CLOCK_THREAD_CPUTIME_ID);
  press_key (bench);
  *work = now_ms (CLOCK_THREAD_CPUTIME_ID) - *work;
  *clock = now_ms (CLOCK_MONOTONIC) - *clock;
}

static double
measure_frame (Bench *bench)
{
  double start = now_ms (CLOCK_THREAD_CPUTIME_ID);

  press_key (bench);
  paint (&bench->painted);
  return now_ms (CLOCK_THREAD_CPUTIME_ID) - start;
}

static void
measure_all (Bench *bench)
{
  double clock, work;

  for (guint i = 0; i < WARM_UP; i++)
    measure_event (bench, &clock, &work);
  for (guint i = 0; i < bench->times.n; i++)
    {
      measure_event (bench, &bench->times.clock[i], &bench->times.work[i]);
      if (i % FRAME_EVERY != 0)
        continue;
      settle ();
      bench->times.frames[i / FRAME_EVERY] = measure_frame (bench);
      settle ();
    }
}

static void
report (Bench *bench, const InkModel *model)
{
  printf ("{");
  print_times (&bench->times);
  printf ("\"events\":%u,\"frames\":%u,\"features\":%u}\n", bench->times.n,
          bench->times.n_frames, ink_naive_bayes_n_features (model));
}

static guint
argument (int argc, char **argv, int at, guint without, guint most)
{
  return argc > at ? (guint) CLAMP (atoi (argv[at]), 1, (int) most) : without;
}

int
main (int argc, char **argv)
{
  Bench bench
      = { .n_features = argument (argc, argv, 2, 200000, MOST_FEATURES) };
  g_autoptr (InkWorkbench) workbench = NULL;
  g_autoptr (InkModel) model = NULL;
  g_autofree char *text = NULL;
  GtkWidget *window;

  if (!gtk_init_check ())
    {
      fprintf (stderr, "bench-text-page: no display: run under xvfb-run\n");
      return 1;
    }
  adw_init ();
  drop_shadows ();
  bench.times = times_new (argument (argc, argv, 1, 1000, MOST_EVENTS),
                           FRAME_EVERY);
  bench.rand = g_rand_new_with_seed (1);
  model = train (&bench);
  text = make_text (&bench);
  workbench = ink_workbench_new ();
  ink_workbench_set_text_model (
      workbench, ink_workbench_add_model (workbench, model, "Bench"));
  window = window_new (&bench, workbench);
  gtk_text_buffer_set_text (bench.buffer, text, -1);
  settle ();
  measure_all (&bench);
  report (&bench, model);
  gtk_window_destroy (GTK_WINDOW (window));
  g_rand_free (bench.rand);
  times_clear (&bench.times);
  return 0;
}
