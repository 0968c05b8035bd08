/* Which renderer GTK uses. Without a graphics processor its GL renderer runs
 * on Mesa's software rasteriser: hundreds of megabytes and a slower start, for
 * pictures that Cairo has drawn anyway (charts, canvas). A render node in
 * /dev/dri (or NVIDIA's, or WSL's device) is the sign of a processor; asking
 * GL itself would load all that is to be avoided. */
#include "app/gui/renderer.h"

#include <glib.h>

static gboolean
has_graphics_processor (void)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_file_test ("/dev/nvidia0", G_FILE_TEST_EXISTS)
      || g_file_test ("/dev/dxg", G_FILE_TEST_EXISTS))
    return TRUE;
  dir = g_dir_open ("/dev/dri", 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;
  return FALSE;
}

void
renderer_choose (void)
{
  if (!has_graphics_processor ())
    g_setenv ("GSK_RENDERER", "cairo", FALSE);
}
