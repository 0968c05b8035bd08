#pragma once

#include "core/data/text-block-private.h"
#include "core/data/text-cutter.h"

G_BEGIN_DECLS

/* What a reader cuts off its data at once: whole rows, or some files. */
typedef struct
{
  InkTextCut rows;
  guint64 first; /* files: the first, and how many */
  guint n;
} InkTextPiece;

/* A kind of data. cut() and rewind() are called by one thread at a time,
 * parse() by many. */
typedef struct
{
  /* @piece: zeroed; @more: (out): FALSE at the end, @piece is as it was */
  gboolean (*cut) (gpointer reader, InkTextPiece *piece, gboolean *more,
                   GError **error);
  /* Takes the bytes of @piece. */
  gboolean (*parse) (gpointer reader, InkTextPiece *piece,
                     InkTextBuilder *builder, GError **error);
  /* INK_ERROR_MISMATCH where the data are not what they were. */
  gboolean (*rewind) (gpointer reader, GError **error);
  gboolean (*check) (gpointer reader, GError **error);
  double (*fraction) (gconstpointer reader);
  guint64 (*size) (gconstpointer reader);
  void (*free) (gpointer reader);
} InkTextReaderClass;

typedef struct
{
  const InkTextReaderClass *class;
  gpointer self;
  char *file; /* for messages */
  GStrv given; /* (nullable): names of the classes, numbered by labels */
} InkTextReader;

/* Both look at the data as far as they must. @reader: (out). */
gboolean ink_text_reader_open_file (const char *path,
                                    const InkTextOptions *options,
                                    InkTextReader *reader, GError **error);
gboolean ink_text_reader_open_folder (const char *path,
                                      const InkTextOptions *options,
                                      InkTextReader *reader, GError **error);

G_END_DECLS
