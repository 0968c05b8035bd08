#pragma once

#include "core/data/text-source.h"
#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* How far training has come, 0 to 1. FALSE, with an error, to end it. Called in
 * the thread that trains, ten times a second or so. */
typedef gboolean (*InkNaiveBayesWatch) (double fraction, gpointer user_data,
                                        GError **error);

/* What training from a source is asked for beside the model's options. */
typedef struct
{
  guint n_threads;     /* 0 for all */
  gsize memory;        /* bytes that counts of the first pass may take; past
                          them the texts are read a second time; 0 for 64 MiB */
  InkNaiveBayesWatch watch; /* (nullable) */
  gpointer watch_data;
} InkNaiveBayesTraining;

/* ink_naive_bayes_train_source: fits on all texts of @source, in at most two
 * passes; memory grows with the vocabulary. To the bit the model of
 * ink_naive_bayes_train() on the same texts, whatever the threads and the
 * memory.
 * @training: (nullable)
 * Returns: (transfer full): or NULL with the errors of ink_naive_bayes_train(),
 * @source's, or the watch's. Any thread; blocks. */
InkModel *ink_naive_bayes_train_source (InkTextSource *source,
                                        const InkNaiveBayesOptions *options,
                                        const InkNaiveBayesTraining *training,
                                        GError **error);

/* What came of reading a source with a model. */
typedef struct
{
  guint64 n;       /* texts */
  guint64 n_right; /* whose likeliest class is theirs */
  guint64 n_unknown; /* whose class the model has not */
  char *hash; /* ink_text_set_hash() of the texts; NULL unless asked for */
  InkTextSet *sample; /* NULL unless asked for */
} InkSourceReading;

/* What a reading is asked for, of a source that a whole pass has gone over:
 * labels have their numbers at its end. */
typedef struct
{
  gboolean hash;
  guint64 sample_every; /* 0 for no sample: else texts 0, that, twice that... */
} InkSourceReadingWishes;

/* ink_naive_bayes_read_source: reads all texts in one pass, a block a thread at
 * a time. Classes are matched by name.
 * @training: (nullable): threads and watch
 * @wishes: (nullable)
 * @reading: (out): to be cleared
 * Returns: FALSE with @source's or the watch's error. Any thread; blocks. */
gboolean ink_naive_bayes_read_source (const InkModel *model,
                                      InkTextSource *source,
                                      const InkSourceReadingWishes *wishes,
                                      const InkNaiveBayesTraining *training,
                                      InkSourceReading *reading,
                                      GError **error);
void ink_source_reading_clear (InkSourceReading *reading);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkSourceReading, ink_source_reading_clear)

G_END_DECLS
