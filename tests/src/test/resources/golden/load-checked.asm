0000  49 8b 46 18                    mov rax, qword ptr [r14+0x18]
0004  48 8b 40 08                    mov rax, qword ptr [rax+0x8]
0008  49 c7 c3 0c 00 00 00           mov r11, 0xc
000f  4c 03 df                       add r11, rdi
0012  72 11                          jb L0
0014  4c 3b d8                       cmp r11, rax
0017  77 0c                          ja L0
0019  49 8b 46 18                    mov rax, qword ptr [r14+0x18]
001d  48 8b 00                       mov rax, qword ptr [rax]
0020  8b 44 38 08                    mov eax, dword ptr [rax+rdi*1+0x8]
0024  c3                             ret
L0:
0025  e8 00 00 00 00                 call trap: out of bounds memory access
