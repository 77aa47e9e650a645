0000  49 c7 87 80 01 00 00 00 00 00 00 mov qword ptr [r15+0x180], 0x0
000b  49 89 bf 90 01 00 00           mov qword ptr [r15+0x190], rdi
0012  41 c7 47 1c 00 00 00 00        mov dword ptr [r15+0x1c], 0x0
001a  4c 8d 1d 07 00 00 00           lea r11, [rip+0x7]  ; 0028
0021  41 53                          push r11
0023  e9 00 00 00 00                 jmp runtime
0028  41 8b 87 80 00 00 00           mov eax, dword ptr [r15+0x80]
002f  c3                             ret
