# shellcheck shell=bash
# What app/launch and tests/run share: finding and installing packages, and
# building with the output in a log. Sourced, never run. Progress goes to
# stderr. What fails prints why and returns non-zero; a build directory that
# was begun and not finished is removed.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P) || exit 1

say() { printf '%s\n' "$*" >&2; }
step() { printf '==> %s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

# ---- packages --------------------------------------------------------------

modules_core=('glib-2.0 >= 2.74' gio-unix-2.0 json-glib-1.0 libpng icu-uc
  libsoup-3.0 'cairo >= 1.16' pangocairo)
modules_gui=('gtk4 >= 4.8' 'libadwaita-1 >= 1.2')

packages_core=(libc6-dev libglib2.0-dev libjson-glib-dev libpng-dev libicu-dev
  libsoup-3.0-dev libcairo2-dev libpango1.0-dev ca-certificates)
packages_gui=(libgtk-4-dev libadwaita-1-dev adwaita-icon-theme librsvg2-common)

# The Debian packages of the tools that are not on the PATH.
missing_tools() {
  have cc || echo gcc
  have meson || echo meson
  have ninja || echo ninja-build
  have pkg-config || echo pkgconf
}

# Those of the packages $@ that dpkg does not have installed.
missing_packages() {
  local package installed
  installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "$@" \
    2>/dev/null | sed -n 's/^ii *//p')
  for package; do
    grep -qxF -- "$package" <<<"$installed" || echo "$package"
  done
}

have_modules() { have pkg-config && pkg-config --exists "$@"; }

# Runs a command as root: as it is, or through sudo.
as_root() {
  if [ "$EUID" -eq 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    return 127
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -y \
    -o DPkg::Lock::Timeout=120 "$@" </dev/null
}

# The package lists are refreshed only where apt does not know a package or
# cannot fetch it any more.
apt_update() {
  step "Refreshing the package lists (apt-get update)"
  apt_get -q update >>"$1" 2>&1
}

# install_packages LOG PACKAGE...: installs them, or prints why not.
install_packages() {
  local log=$1 updated=
  shift
  if [ "$EUID" -ne 0 ] && ! have sudo; then
    say "These packages are missing, and there is no sudo. As root, run:"
    say "  apt-get install --no-install-recommends $*"
    return 1
  fi
  mkdir -p "$(dirname "$log")" && : >"$log" || return 1
  if ! apt-get -s install --no-install-recommends "$@" >/dev/null 2>&1; then
    updated=yes
    apt_update "$log"
  fi
  step "Installing with apt-get: $*"
  apt_get -q install --no-install-recommends "$@" >>"$log" 2>&1 && return
  if [ -z "$updated" ] && apt_update "$log"; then
    apt_get -q install --no-install-recommends "$@" >>"$log" 2>&1 && return
  fi
  say "apt-get could not install them. The end of $log:"
  tail -n 20 "$log" >&2
  return 1
}

# need_packages LOG PACKAGE...: installs those that are missing.
need_packages() {
  local log=$1 missing
  shift
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -eq 0 ] || install_packages "$log" "${missing[@]}"
}

# Extras that the program can do without: on failure a line, and on.
want_packages() {
  local log=$1 package missing
  shift
  mapfile -t missing < <(missing_packages "$@")
  for package in "${missing[@]}"; do
    install_packages "$log" "$package" \
      || say "Going on without the package $package."
  done
}

other_distribution() {
  say "This is no Debian system, so please install these yourself: a C"
  say "compiler, Meson, Ninja, pkg-config and the development files of GTK"
  say "4.8, libadwaita 1.2, json-glib, libpng, ICU and libsoup 3."
  say "  Fedora: sudo dnf install gcc meson ninja-build pkgconf-pkg-config \\"
  say "            gtk4-devel libadwaita-devel json-glib-devel libpng-devel \\"
  say "            libicu-devel libsoup3-devel"
  say "  Arch:   sudo pacman -S --needed base-devel meson gtk4 libadwaita \\"
  say "            json-glib libpng icu libsoup3"
}

# need_build_packages LOG: what building the workbench takes.
need_build_packages() {
  local log=$1 tools packages=()
  mapfile -t tools < <(missing_tools)
  if ! have apt-get || ! have dpkg-query; then
    [ ${#tools[@]} -eq 0 ] \
      && have_modules "${modules_core[@]}" "${modules_gui[@]}" && return
    other_distribution
    return 1
  fi
  if [ ${#tools[@]} -gt 0 ] \
    || ! have_modules "${modules_core[@]}" "${modules_gui[@]}"; then
    mapfile -t packages < <(
      missing_packages "${packages_core[@]}" "${packages_gui[@]}")
  fi
  packages+=("${tools[@]}")
  [ ${#packages[@]} -eq 0 ] || install_packages "$log" "${packages[@]}"
}

# ---- building --------------------------------------------------------------

# show_progress NAME: says so where there is something to build, and shows the
# last line that ninja wrote, where somebody is looking.
show_progress() {
  local line columns started=
  columns=$(tput cols 2>/dev/null || echo 80)
  while IFS= read -r line; do
    if [ -z "$started" ] && [ "${line:0:1}" = '[' ]; then
      started=yes
      step "Building $1"
    fi
    [ ! -t 2 ] || printf '\r\033[K%s' "${line:0:columns-1}" >&2
  done
  [ ! -t 2 ] || printf '\r\033[K' >&2
}

show_failure() {
  say "$1. The end of $2:"
  grep -vE '^(Compiler for C supports|\[[0-9]+/[0-9]+\] (Compiling|Linking|Generating) )' "$2" \
    | tail -n 40 >&2
}

# configure DIR OPTION...: does nothing where DIR is configured already from
# this source tree with these options. The mark in DIR is written last, so a
# directory without it was begun and not finished.
# Meson takes ccache where it is there; this lets it keep what is compiled with
# a precompiled header.
export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}

configure() {
  local dir=$1 log=$1.log mark
  shift
  mark="$root $*"
  [ "$(cat "$dir/.inkling-configured" 2>/dev/null)" = "$mark" ] && return
  step "Configuring ${dir#"$root"/}"
  mkdir -p "$(dirname "$dir")" && rm -rf -- "$dir" || return 1
  unfinished=$dir
  if ! meson setup "$dir" "$root" "$@" >"$log" 2>&1 </dev/null; then
    rm -rf -- "$dir"
    unfinished=
    show_failure "Configuring failed" "$log"
    return 1
  fi
  printf '%s' "$mark" >"$dir/.inkling-configured"
  unfinished=
}

run_ninja() {
  local dir=$1
  shift
  NINJA_STATUS='[%f/%t] ' ninja -C "$dir" "$@" 2>&1 </dev/null \
    | tee "$dir.log" | show_progress "${dir#"$root"/}"
  return "${PIPESTATUS[0]}"
}

# build DIR OPTION... [-- TARGET...]: configures where needed, and builds. Where
# Meson can no longer use the directory (it was upgraded, an option went), it
# is made anew, once.
build() {
  local dir=$1 options=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  [ $# -eq 0 ] || shift
  configure "$dir" "${options[@]}" || return 1
  run_ninja "$dir" "$@" && return
  if grep -qE '(rebuilding .build\.ninja|meson.*(different|older|newer) version|Regenerating|ERROR: )' \
    "$dir.log" && ! grep -q 'error:' "$dir.log"; then
    rm -rf -- "$dir"
    configure "$dir" "${options[@]}" && run_ninja "$dir" "$@" && return
  fi
  [ -d "$dir" ] && show_failure "Building failed" "$dir.log"
  return 1
}

# Interrupted while configuring: take the half of it away.
unfinished=
clean_unfinished() { [ -z "$unfinished" ] || rm -rf -- "$unfinished"; }
