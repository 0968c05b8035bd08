#pragma once

#include "app/cli/examples.h"
#include "app/cli/options.h"
#include "core/metrics/bootstrap.h"

G_BEGIN_DECLS

/* What `evaluate`, `compare` and `report` share: which examples, how sure, and
 * a model measured on them. Texts are read as mails for a model that learnt
 * from mails. */

typedef struct
{
  char *data;
  char *split;
  char *validation_fraction;
  char *threads;
  char *resamples;
  char *level;
  char *seed;
  gboolean raw;
  CliTextArgs text;
} CliMeasureArgs;

/* What the arguments say. Borrows from them. */
typedef struct
{
  const char *data;
  InkSplit split;
  gboolean split_given;
  double held_out; /* a part of the training texts by bootstrap.seed; 0: none */
  guint threads; /* 0 for all */
  gboolean raw;  /* probabilities as they are, not calibrated */
  InkBootstrapOptions bootstrap;
  InkTextOptions text;
} CliMeasure;

/* cli_measure_add_groups: --data, --split, --validation-fraction, --raw,
 * --threads, --level, --seed,
 * @resamples ("bootstrap"), of which @about says what it is for, and the
 * options of text data. */
void cli_measure_add_groups (GOptionContext *context, CliMeasureArgs *args,
                             const char *resamples, const char *about);
/* cli_measure_take: @n_resamples: where none is given. Returns: FALSE with a
 * usage error. */
gboolean cli_measure_take (const CliMeasureArgs *args, const char *resamples,
                           guint n_resamples, CliMeasure *measure,
                           GError **error);

/* cli_measure_load: what is measured, for models of @klass.
 * @mail: texts are mails in any case */
gboolean cli_measure_load (const CliMeasure *measure,
                           const InkModelClass *klass, gboolean mail,
                           CliExamples *examples, GError **error);
/* That part, in words: "test", "held-out 20 %, seed 1"; (transfer full)
 * (nullable): NULL for all of the data. */
char *cli_measure_part (const CliMeasure *measure,
                        const CliExamples *examples);

/* Whether @model learnt from that data with another part held out, so that it
 * has learnt from some of this one. */
gboolean cli_measure_overlaps (const CliMeasure *measure,
                               const CliExamples *examples,
                               const InkModel *model);

/* A model, its file, and what it made of the examples. */
typedef struct
{
  char *path;
  InkModel *model;
  CliExamples examples;
  InkEvaluation *evaluation;
} CliMeasured;

/* cli_measured_init: @name: a file, or the name of a shipped model; what
 * follows needs its path before anything is loaded. */
void cli_measured_init (CliMeasured *measured, const char *name);
gboolean cli_measured_run (CliMeasured *measured, const CliMeasure *measure,
                           GError **error);
void cli_measured_clear (CliMeasured *measured);
/* Says on stderr what makes the figures mean less than they seem to. */
void cli_measured_note_caveats (const CliMeasured *measured,
                                const CliMeasure *measure);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliMeasured, cli_measured_clear)

G_END_DECLS
