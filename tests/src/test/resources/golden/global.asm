0000  41 8b 46 20                    mov eax, dword ptr [r14+0x20]
0004  83 c0 01                       add eax, 0x1
0007  49 89 46 20                    mov qword ptr [r14+0x20], rax
000b  c3                             ret
