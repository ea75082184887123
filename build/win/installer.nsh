; Added to electron-builder's installer. SHELL_CONTEXT is the person's part of the registry, or the machine's when the
; installer was asked to install for all users.

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\meridian" "" "URL:Meridian link"
  WriteRegStr SHELL_CONTEXT "Software\Classes\meridian" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\meridian\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\meridian\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  ; An update uninstalls the old version silently: links must survive it, and the new version writes them again.
  ${ifNot} ${isUpdated}
    DeleteRegKey SHELL_CONTEXT "Software\Classes\meridian"
    ; Data is removed only on request: a silent uninstall keeps it, and so does the Enter key.
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Also delete what Meridian remembers on this computer (last known states, acknowledgements, logs)?" /SD IDNO IDNO meridianKeepData
    SetShellVarContext current
    RMDir /r "$APPDATA\Meridian"
    meridianKeepData:
  ${endIf}
!macroend
