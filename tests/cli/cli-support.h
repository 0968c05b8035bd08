#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the tests of inkling-cli share: a temporary folder, the program run in
 * it as a user would run it, and made-up data. The program is $INKLING_CLI. */

typedef struct
{
  char *folder; /* the program's working folder */
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
/* Removes the folder with all that is in it. */
void fixture_tear_down (Fixture *fixture, gconstpointer data);
/* g_test_add() with the above. */
void add_test (const char *path, void (*test) (Fixture *, gconstpointer));

/* How a run ended. */
typedef struct
{
  int status; /* exit status; -1 where a signal ended it */
  char *out;
  char *err;
} Run;

void run_clear (Run *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* Each: @line is cut at spaces; no quoting. */
Run run_cli (Fixture *fixture, const char *line);
Run run_cli_input (Fixture *fixture, const char *input, const char *line);
/* Standard output goes to @path; closed where it is NULL. */
Run run_cli_into (Fixture *fixture, const char *path, const char *line);

guint count_lines (const char *text);
/* Exit status 0; what went wrong is shown otherwise. */
void assert_done (const Run *run);
/* Exit status @status, nothing on stdout, one line on stderr that holds
 * @part. */
void assert_failed (const Run *run, int status, const char *part);

char *fixture_path (const Fixture *fixture, const char *name);
gboolean fixture_has (const Fixture *fixture, const char *name);
void fixture_write (const Fixture *fixture, const char *name, const void *bytes,
                    gssize size);
GBytes *fixture_read (const Fixture *fixture, const char *name);
guint fixture_count_files (const Fixture *fixture);

/* One JSON object; fails the test where @text is none. */
JsonObject *parse_object (const char *text);
/* Line @index of @text, from 0. */
JsonObject *parse_line (const char *text, guint index);

/* IDX files in folder `idx`: @n_train and @n_test pictures of ten classes,
 * class k a bar of its own length and slope, with noise. */
void make_digits (const Fixture *fixture, guint n_train, guint n_test);
/* One such picture, [28][28]. */
void draw_digit (guint8 *pixels, guint label, guint number);
/* Training on such pictures until the loss is not finite: a rate times weight
 * decay of more than 2 makes the weights grow whatever the data. */
#define DIVERGE                                                                \
  "train lenet5 --data idx --output m.st --quiet --recipe seed "               \
  "--learning-rate 10 --weight-decay 1 --momentum 0 "

/* A CSV file of @n texts of the classes `fish` and `bird`. */
void make_texts (const Fixture *fixture, const char *name, guint n);

G_END_DECLS
