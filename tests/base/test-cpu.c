/* Instruction sets by name and by what the processor says. The kernel's own
 * list of flags is the second opinion. */
#include "core/base/cpu.h"

#include <string.h>

static void
test_names (void)
{
  const char *const wrong[] = { "", "AVX2", "avx", "avx5120", "baseline " };

  for (int i = 0; i < INK_N_ISA; i++)
    {
      InkIsa isa = INK_N_ISA;

      g_assert_true (ink_isa_from_name (ink_isa_name ((InkIsa) i), &isa));
      g_assert_cmpint (isa, ==, i);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      InkIsa isa = INK_ISA_AVX512;

      g_assert_false (ink_isa_from_name (wrong[i], &isa));
      g_assert_cmpint (isa, ==, INK_ISA_AVX512);
    }
}

static void
test_order (void)
{
  InkIsa best = ink_cpu_best_isa ();

  g_assert_true (ink_cpu_supports (INK_ISA_REFERENCE));
  g_assert_true (ink_cpu_supports (INK_ISA_BASELINE));
  g_assert_true (ink_cpu_supports (best));
  for (int i = (int) best + 1; i < INK_N_ISA; i++)
    g_assert_false (ink_cpu_supports ((InkIsa) i));
  g_assert_false (ink_cpu_supports ((InkIsa) INK_N_ISA));
  g_assert_cmpuint (ink_cpu_count (), >=, 1);
}

/* Whether the flags of the first processor have all of @wanted. */
static gboolean
kernel_says (const char *cpuinfo, const char *wanted)
{
  const char *flags = strstr (cpuinfo, "\nflags");
  g_autofree char *line = g_strndup (flags + 1, strcspn (flags + 1, "\n"));
  g_auto (GStrv) have = g_strsplit_set (line, " \t", -1);
  g_auto (GStrv) want = g_strsplit (wanted, " ", -1);

  for (char **flag = want; *flag != NULL; flag++)
    if (!g_strv_contains ((const char *const *) have, *flag))
      return FALSE;
  return TRUE;
}

static void
test_kernel_agrees (void)
{
  g_autofree char *cpuinfo = NULL;

  if (!g_file_get_contents ("/proc/cpuinfo", &cpuinfo, NULL, NULL)
      || strstr (cpuinfo, "\nflags") == NULL)
    {
      g_test_skip ("/proc/cpuinfo has no flags on this system");
      return;
    }
  g_assert_cmpint (ink_cpu_supports (INK_ISA_AVX2), ==,
                   kernel_says (cpuinfo, "avx2 fma"));
  g_assert_cmpint (ink_cpu_supports (INK_ISA_AVX512), ==,
                   kernel_says (cpuinfo, "avx512f avx512bw avx512dq avx512vl"));
  g_assert_cmpint (ink_cpu_has_bf16_dot (), ==,
                   kernel_says (cpuinfo, "avx512f avx512_bf16"));
  /* The system may still refuse a process its tiles. */
  if (ink_cpu_has_bf16_tiles ())
    g_assert_true (kernel_says (cpuinfo, "avx512_bf16 amx_tile amx_bf16"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/cpu/names", test_names);
  g_test_add_func ("/core/cpu/order", test_order);
  g_test_add_func ("/core/cpu/kernel-agrees", test_kernel_agrees);
  return g_test_run ();
}
