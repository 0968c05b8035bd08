#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* How different a drawn picture looks from a stored one.
 *
 * Both are seen from so far that lines and letters blur into one another: light
 * is averaged (linearly, as the eye and the paper do) over some 4 pixels, and
 * then compared as CIELAB colours, as in S-CIELAB (Zhang & Wandell, "A spatial
 * extension of CIELAB for digital color image reproduction", 1996). A place
 * differs if its colour is further than LOOK_LIMIT from the stored one, however
 * the picture is moved by a pixel. So neither anti-aliasing nor the shapes of
 * letters count, nor a layout that comes out a pixel wider; but a line of one
 * pixel does that is not there, or is two pixels beside its place, or has
 * another colour. The measure is the number of such places; one alone may be
 * the end of a word, so LOOK_PLACES are let pass. tests/plot/test-golden.c
 * shows what is told apart, and by how much.
 *
 * Stored is one place of every LOOK_CELL pixels in both directions, quantised
 * to about one just noticeable difference: a picture of 320 x 200 pixels is
 * 4000 places, in text of some kB. */

#define LOOK_CELL 4
#define LOOK_LIMIT 6.0
#define LOOK_PLACES 7

/* A blurred picture: [height][width][3] of L*, a*, b*. */
typedef struct
{
  int width, height;
  float *lab;
} Look;

/* Its places, by which it is stored: [rows][columns][3]. */
typedef struct
{
  int columns, rows;
  guint8 *values;
} LookGrid;

void look_init (Look *look, cairo_surface_t *surface);
void look_clear (Look *look);

void look_grid_init (LookGrid *grid, const Look *look);
/* @text: of look_grid_to_text(); FALSE where it is not, and @grid untouched. */
gboolean look_grid_parse (LookGrid *grid, const char *text);
/* (transfer full) */
char *look_grid_to_text (const LookGrid *grid);
void look_grid_clear (LookGrid *grid);

/* The number of places where @look differs; all where the sizes do. */
int look_compare (const Look *look, const LookGrid *grid);
/* Three pictures side by side: the stored one, @surface, and where they differ.
 * (transfer full) */
cairo_surface_t *look_difference (const Look *look, const LookGrid *grid,
                                  cairo_surface_t *surface);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LookGrid, look_grid_clear)

G_END_DECLS
