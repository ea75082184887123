#!/bin/sh
# Runs after the files are in place. ${sanitizedProductName} and ${executable} are filled in when the package is made.
set -e
folder='/opt/${sanitizedProductName}'

# The command in the path. The windows of the program start from its desktop file.
ln -sf "$folder/bin/${executable}" '/usr/bin/${executable}'

# Chromium's sandbox needs user namespaces. Where the kernel has none for ordinary users, its helper must be setuid root.
if runuser -u nobody -- unshare --user true 2>/dev/null; then
  chmod 0755 "$folder/chrome-sandbox"
else
  chown root:root "$folder/chrome-sandbox"
  chmod 4755 "$folder/chrome-sandbox"
fi

# Ubuntu 24.04 and newer allow user namespaces only to programs with a profile.
profile="$folder/resources/apparmor-profile"
if [ -e "$profile" ] && command -v apparmor_parser >/dev/null 2>&1 && [ -d /sys/kernel/security/apparmor ]; then
  # An older AppArmor does not know the words of the profile, and does not need it either.
  if apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
    install -m 0644 "$profile" '/etc/apparmor.d/${executable}'
    apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true
  fi
fi

# So that links and workspace files find the program at once.
if command -v update-mime-database >/dev/null 2>&1; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null 2>&1; then gtk-update-icon-cache -q -t /usr/share/icons/hicolor || true; fi
exit 0
