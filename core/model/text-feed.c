/* Texts of a set in blocks, and a source behind the same functions. */
#include "core/model/text-feed-private.h"

#include <pthread.h>
#include <string.h>

#include "core/base/error.h"
#include "core/data/text-set.h"

#define BLOCK_BYTES (256u << 10)
#define BLOCK_TEXTS 8192u

static gboolean
source_next (gpointer self, InkTextBlock *block, GError **error)
{
  return ink_text_source_next (self, block, error);
}

static gboolean
source_rewind (gpointer self, GError **error)
{
  return ink_text_source_rewind (self, error);
}

static double
source_fraction (gpointer self)
{
  return ink_text_source_fraction (self);
}

static const char *const *
source_classes (gpointer self, guint *n_classes, const guint32 **numbers)
{
  *numbers = ink_text_source_numbers (self);
  return ink_text_source_class_names (self, n_classes);
}

InkTextFeed
ink_text_feed_of_source (InkTextSource *source)
{
  return (InkTextFeed) { source,          source_next,
                         ink_text_block_clear, source_rewind,
                         source_fraction, source_classes,
                         ink_text_source_name (source) };
}

gboolean
ink_text_feed_ends (const InkTextFeed *feed, GError **error)
{
  InkTextBlock block;

  if (!feed->next (feed->self, &block, error))
    return FALSE;
  if (block.texts == NULL)
    return TRUE;
  feed->clear (&block);
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: expected the texts of the first pass, found more: "
                        "the data has changed",
                        feed->name);
}

struct _InkTextSetFeed
{
  const InkTextSet *set;
  pthread_mutex_t mutex;
  gsize n_blocks;
  guint next; /* text */
};

InkTextSetFeed *
ink_text_set_feed_new (const InkTextSet *set)
{
  InkTextSetFeed *feed = g_new0 (InkTextSetFeed, 1);

  feed->set = set;
  pthread_mutex_init (&feed->mutex, NULL);
  return feed;
}

void
ink_text_set_feed_free (InkTextSetFeed *feed)
{
  pthread_mutex_destroy (&feed->mutex);
  g_free (feed);
}

static gboolean
set_next (gpointer self, InkTextBlock *block, GError **error)
{
  InkTextSetFeed *feed = self;
  guint n = ink_text_set_count (feed->set);
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize bytes = 0;

  *block = (InkTextBlock) { 0 };
  pthread_mutex_lock (&feed->mutex);
  block->number = feed->n_blocks;
  block->first = feed->next;
  for (; feed->next < n && bytes < BLOCK_BYTES && lengths->len < BLOCK_TEXTS;
       feed->next++)
    {
      gsize length = strlen (ink_text_set_text (feed->set, feed->next));
      guint32 kept = (guint32) MIN (length, G_MAXINT32);

      bytes += length;
      g_array_append_val (lengths, kept);
    }
  feed->n_blocks += lengths->len > 0;
  pthread_mutex_unlock (&feed->mutex);
  if (lengths->len == 0)
    return TRUE;
  block->n = lengths->len;
  block->texts = g_new (const char *, block->n);
  for (guint i = 0; i < block->n; i++)
    block->texts[i] = ink_text_set_text (feed->set, (guint) block->first + i);
  block->lengths = (guint32 *) (void *) g_array_free (
      g_steal_pointer (&lengths), FALSE);
  block->labels
      = (guint32 *) ink_text_set_labels (feed->set) + block->first;
  return TRUE;
}

static void
set_clear (InkTextBlock *block)
{
  g_free (block->texts);
  g_free (block->lengths);
  *block = (InkTextBlock) { 0 };
}

static gboolean
set_rewind (gpointer self, GError **error)
{
  InkTextSetFeed *feed = self;

  feed->n_blocks = 0;
  feed->next = 0;
  return TRUE;
}

static double
set_fraction (gpointer self)
{
  InkTextSetFeed *feed = self;
  guint next;

  pthread_mutex_lock (&feed->mutex);
  next = feed->next;
  pthread_mutex_unlock (&feed->mutex);
  return (double) next / MAX (1, ink_text_set_count (feed->set));
}

static const char *const *
set_classes (gpointer self, guint *n_classes, const guint32 **numbers)
{
  const InkTextSetFeed *feed = self;

  *n_classes = ink_text_set_n_classes (feed->set);
  *numbers = NULL;
  return ink_text_set_class_names (feed->set);
}

InkTextFeed
ink_text_feed_of_set (InkTextSetFeed *feed)
{
  return (InkTextFeed) { feed,         set_next,     set_clear,
                         set_rewind,   set_fraction, set_classes,
                         ink_text_set_name (feed->set) };
}
