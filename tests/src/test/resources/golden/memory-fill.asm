0000  49 c7 87 80 01 00 00 00 00 00 00 mov qword ptr [r15+0x180], 0x0
000b  49 89 bf 90 01 00 00           mov qword ptr [r15+0x190], rdi
0012  49 89 b7 a0 01 00 00           mov qword ptr [r15+0x1a0], rsi
0019  49 89 97 b0 01 00 00           mov qword ptr [r15+0x1b0], rdx
0020  41 c7 47 1c 01 00 00 00        mov dword ptr [r15+0x1c], 0x1
0028  4c 8d 1d 07 00 00 00           lea r11, [rip+0x7]  ; 0036
002f  41 53                          push r11
0031  e9 00 00 00 00                 jmp runtime
0036  c3                             ret
