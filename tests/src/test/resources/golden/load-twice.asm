0000  49 8b 46 20                    mov rax, qword ptr [r14+0x20]
0004  8b 04 38                       mov eax, dword ptr [rax+rdi*1]
0007  03 c0                          add eax, eax
0009  c3                             ret
