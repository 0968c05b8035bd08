/* Labelled texts in blocks. Cutting goes on in turns, what is cut is read and
 * decoded by many threads, and then each block waits for those before it: so
 * blocks, texts and labels are numbered in the order of the data, and of
 * several errors the first counts, whatever the threads. */
#include "core/data/text-source.h"

#include <pthread.h>
#include <string.h>

#include "core/base/error.h"
#include "core/data/dataset-private.h"
#include "core/data/text-reader-private.h"

struct _InkTextSource
{
  char *name;
  gboolean has_splits;
  gboolean skip;
  gboolean mail;
  InkTextReader reader;

  pthread_mutex_t mutex; /* of all below, and of cutting */
  pthread_cond_t turn;
  InkTextClasses *classes;
  GError *failure; /* the first in the order of the data */
  guint64 n_cut;   /* pieces */
  guint64 n_done;
  gboolean stopped; /* nothing more is cut: the end, or an error */
  gboolean whole;   /* the pass ended without an error */
  gsize n_blocks;
  guint64 n_texts;
  guint64 n_bytes;
  guint64 n_skipped;
  char *skipped;
  guint n_passes; /* whole ones, of the same texts */
  guint64 first_pass_texts;
  guint8 *left_out;   /* [n_left_out]: nullable */
  gsize n_left_out;
  guint64 n_numbered; /* texts of the pass, left out or not */
};

InkTextSource *
ink_text_source_open (const char *data, InkSplit split,
                      const InkTextOptions *options, GError **error)
{
  static const InkTextOptions defaults = { 0 };
  g_auto (InkSource) located = { 0 };
  InkTextReader reader;
  InkTextSource *source;
  const char *path;

  if (options == NULL)
    options = &defaults;
  if (!ink_source_locate_texts (data, split, &located, &path, error)
      || !(located.kind == INK_SOURCE_TABLE
               ? ink_text_reader_open_file (path, options, &reader, error)
               : ink_text_reader_open_folder (path, options, &reader, error)))
    return NULL;
  source = g_new0 (InkTextSource, 1);
  source->has_splits = located.train != NULL;
  source->name = ink_source_set_name (&located, source->has_splits, split);
  source->skip = options->skip_bad_rows;
  source->mail = options->mail;
  source->reader = reader;
  source->classes
      = ink_text_classes_new ((const char *const *) reader.given);
  pthread_mutex_init (&source->mutex, NULL);
  pthread_cond_init (&source->turn, NULL);
  return source;
}

void
ink_text_source_free (InkTextSource *source)
{
  if (source == NULL)
    return;
  source->reader.class->free (source->reader.self);
  g_free (source->reader.file);
  g_strfreev (source->reader.given);
  ink_text_classes_free (source->classes);
  g_clear_error (&source->failure);
  pthread_mutex_destroy (&source->mutex);
  pthread_cond_destroy (&source->turn);
  g_free (source->skipped);
  g_free (source->left_out);
  g_free (source->name);
  g_free (source);
}

/* What a thread has in hand. */
typedef struct
{
  guint64 number;
  InkTextPiece piece;
  InkTextBuilder builder;
  GError *failure;
} Task;

static void
task_clear (Task *task)
{
  ink_text_cut_clear (&task->piece.rows);
  ink_text_builder_clear (&task->builder);
  g_clear_error (&task->failure);
}

/* Under the mutex. Returns: FALSE where nothing is left to cut. */
static gboolean
cut (InkTextSource *source, Task *task)
{
  gboolean more = TRUE;

  if (source->stopped || source->failure != NULL)
    return FALSE;
  if (!source->reader.class->cut (source->reader.self, &task->piece, &more,
                                  &task->failure))
    source->stopped = TRUE;
  else if (!more)
    {
      source->stopped = TRUE;
      return FALSE;
    }
  task->number = source->n_cut++;
  return TRUE;
}

static void
parse (const InkTextSource *source, Task *task)
{
  InkTextBuilder *builder = &task->builder;

  ink_text_builder_init (builder);
  builder->file = source->reader.file;
  builder->classes = source->classes;
  builder->skip = source->skip;
  builder->mail = source->mail;
  if (task->failure != NULL)
    return;
  builder->n_skipped = task->piece.rows.n_skipped;
  builder->skipped = g_steal_pointer (&task->piece.rows.skipped);
  source->reader.class->parse (source->reader.self, &task->piece, builder,
                               &task->failure);
}

/* The numbers of the block's labels in the source. */
static guint32 *
number_labels (InkTextSource *source, const InkTextBuilder *builder,
               GError **error)
{
  guint n = builder->names->len;
  g_autofree guint32 *numbers = g_new (guint32, n + 1);

  for (guint i = 0; i < n; i++)
    if (!ink_text_classes_add (source->classes,
                               g_ptr_array_index (builder->names, i),
                               source->reader.file,
                               g_array_index (builder->lines, guint64, i),
                               &numbers[i], error))
      return NULL;
  return g_steal_pointer (&numbers);
}

/* Takes out of a block what is left out of the pass. Under the mutex. */
static void
leave_out (InkTextSource *source, InkTextBuilder *builder)
{
  const guint64 first = source->n_numbered;
  guint n = builder->texts->len;
  guint kept = 0;

  source->n_numbered += n;
  if (source->left_out == NULL)
    return;
  for (guint i = 0; i < n; i++)
    {
      if (first + i < source->n_left_out && source->left_out[first + i])
        continue;
      builder->texts->pdata[kept] = builder->texts->pdata[i];
      g_array_index (builder->lengths, guint32, kept)
          = g_array_index (builder->lengths, guint32, i);
      g_array_index (builder->labels, guint32, kept)
          = g_array_index (builder->labels, guint32, i);
      kept++;
    }
  g_ptr_array_set_size (builder->texts, (int) kept);
  g_array_set_size (builder->lengths, kept);
  g_array_set_size (builder->labels, kept);
}

/* In its turn, under the mutex.
 * Returns: the numbers of its labels; NULL where the pass has failed. */
static guint32 *
take_turn (InkTextSource *source, Task *task, InkTextBlock *block)
{
  InkTextBuilder *builder = &task->builder;
  guint32 *numbers = NULL;

  while (source->n_done != task->number && source->failure == NULL)
    pthread_cond_wait (&source->turn, &source->mutex);
  if (source->failure == NULL && task->failure != NULL)
    source->failure = g_steal_pointer (&task->failure);
  if (source->failure == NULL)
    numbers = number_labels (source, builder, &source->failure);
  if (numbers != NULL)
    {
      leave_out (source, builder);
      block->number = source->n_blocks;
      block->first = source->n_texts;
      source->n_blocks += builder->texts->len > 0;
      source->n_texts += builder->texts->len;
      for (guint i = 0; i < builder->lengths->len; i++)
        source->n_bytes += g_array_index (builder->lengths, guint32, i);
      if (source->skipped == NULL)
        source->skipped = g_strdup (builder->skipped);
      source->n_skipped += builder->n_skipped;
      source->n_done++;
    }
  pthread_cond_broadcast (&source->turn);
  return numbers;
}

/* At the end of the data, under the mutex: what can only be told there. */
static void
end_pass (InkTextSource *source)
{
  if (source->whole || source->failure != NULL)
    return;
  if (!source->reader.class->check (source->reader.self, &source->failure))
    return;
  if (source->n_texts == 0)
    ink_error_set (&source->failure, INK_ERROR_FORMAT,
                   "%s: expected at least one text and one class, found none%s"
                   "%s",
                   source->reader.file,
                   source->skipped != NULL ? "; the first row skipped: " : "",
                   source->skipped != NULL ? source->skipped : "");
  else if (source->n_passes > 0
           && source->n_texts != source->first_pass_texts)
    ink_error_set (&source->failure, INK_ERROR_MISMATCH,
                   "%s: expected %" G_GUINT64_FORMAT
                   " texts as in the first pass, found %" G_GUINT64_FORMAT,
                   source->reader.file, source->first_pass_texts,
                   source->n_texts);
  if (source->failure != NULL)
    return;
  ink_text_classes_settle (source->classes);
  source->first_pass_texts = source->n_texts;
  source->n_passes++;
  source->whole = TRUE;
}

/* Waits for the threads that still have a block. */
static gboolean
finish (InkTextSource *source, GError **error)
{
  while (source->n_done != source->n_cut && source->failure == NULL)
    pthread_cond_wait (&source->turn, &source->mutex);
  end_pass (source);
  if (source->failure == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (source->failure);
  return FALSE;
}

/* Returns: FALSE at the end of the pass, or where it has failed. */
static gboolean
next_block (InkTextSource *source, InkTextBlock *block)
{
  Task task = { 0 };
  g_autofree guint32 *numbers = NULL;
  gboolean more;

  pthread_mutex_lock (&source->mutex);
  more = cut (source, &task);
  pthread_mutex_unlock (&source->mutex);
  if (!more)
    return FALSE;
  parse (source, &task);
  pthread_mutex_lock (&source->mutex);
  numbers = take_turn (source, &task, block);
  pthread_mutex_unlock (&source->mutex);
  if (numbers != NULL && task.builder.texts->len > 0)
    ink_text_builder_finish (&task.builder, numbers, block);
  task_clear (&task);
  return numbers != NULL;
}

gboolean
ink_text_source_next (InkTextSource *source, InkTextBlock *block,
                      GError **error)
{
  gboolean done;

  *block = (InkTextBlock) { 0 };
  /* a piece may have no text in it */
  while (next_block (source, block))
    if (block->texts != NULL)
      return TRUE;
  pthread_mutex_lock (&source->mutex);
  done = finish (source, error);
  pthread_mutex_unlock (&source->mutex);
  return done;
}

gboolean
ink_text_source_rewind (InkTextSource *source, GError **error)
{
  if (source->failure != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (source->failure);
      return FALSE;
    }
  if (!source->reader.class->rewind (source->reader.self, error))
    return FALSE;
  source->n_cut = source->n_done = 0;
  source->stopped = source->whole = FALSE;
  source->n_blocks = 0;
  source->n_numbered = 0;
  source->n_texts = source->n_bytes = source->n_skipped = 0;
  g_clear_pointer (&source->skipped, g_free);
  return TRUE;
}

void
ink_text_source_leave_out (InkTextSource *source, const guint8 *left_out,
                           gsize n)
{
  g_free (source->left_out);
  source->left_out = g_memdup2 (left_out, left_out != NULL ? n : 0);
  source->n_left_out = n;
  source->n_passes = 0;
}

double
ink_text_source_fraction (const InkTextSource *source)
{
  return source->reader.class->fraction (source->reader.self);
}

guint64
ink_text_source_size (const InkTextSource *source)
{
  return source->reader.class->size (source->reader.self);
}

const char *const *
ink_text_source_class_names (const InkTextSource *source, guint *n_classes)
{
  *n_classes = ink_text_classes_count (source->classes);
  return ink_text_classes_names (source->classes);
}

const guint32 *
ink_text_source_numbers (const InkTextSource *source)
{
  return ink_text_classes_places (source->classes);
}

guint64
ink_text_source_count (const InkTextSource *source)
{
  return source->n_texts;
}

guint64
ink_text_source_bytes (const InkTextSource *source)
{
  return source->n_bytes;
}

guint64
ink_text_source_skipped (const InkTextSource *source)
{
  return source->n_skipped;
}

const char *
ink_text_source_first_skipped (const InkTextSource *source)
{
  return source->skipped;
}

const char *
ink_text_source_name (const InkTextSource *source)
{
  return source->name;
}

gboolean
ink_text_source_has_splits (const InkTextSource *source)
{
  return source->has_splits;
}
